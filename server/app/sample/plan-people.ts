import { dayAt } from './moments.ts';
import type { SampleCompany } from './plan-companies.ts';
import type { Telling } from './plan.ts';
import { families, foreigners, men, positions, women } from './words/names.ts';
import { facts, meetings } from './words/talk.ts';

/** Somebody the firm knows. */
export interface SamplePerson {
  id: string;
  /** Given name as one speaks to them. */
  given: string;
  woman: boolean;
  greek: boolean;
  stage: string;
  company: SampleCompany | null;
  values: Record<string, unknown>;
}

interface Naming {
  first: string;
  last: string;
  latin: string;
  woman: boolean;
  greek: boolean;
}

/** People at the companies and some on their own, each name once; some have changed their employer. */
export function planPeople(
  telling: Telling,
  count: number,
  given: { companies: SampleCompany[]; tags: string[] },
): SamplePerson[] {
  const { random } = telling;
  const seen = new Set<string>();
  const people: SamplePerson[] = [];
  while (people.length < count) {
    const index = people.length;
    const company =
      index < given.companies.length
        ? given.companies[index]!
        : random.chance(0.9)
          ? random.pick(given.companies)
          : null;
    const naming = nameOf(telling, company?.greek ?? random.chance(0.6));
    if (seen.has(naming.latin)) continue;
    seen.add(naming.latin);
    people.push(addPerson(telling, { naming, company, tags: given.tags, companies: given.companies }));
  }
  return people;
}

function nameOf({ random }: Telling, greekFirm: boolean): Naming {
  if (random.chance(greekFirm ? 0.02 : 0.2)) {
    const [first, last] = random.pick(foreigners);
    return { first, last, latin: `${first} ${last}`, woman: /(?:a|h|e)$/.test(first), greek: false };
  }
  const woman = random.chance(0.46);
  const greek = random.chance(greekFirm ? 0.92 : 0.4);
  const first = random.pick(woman ? women : men);
  const last = random.pick(families);
  const latin = `${first[1]} ${last[woman ? 3 : 2]}`;
  const written = greek
    ? { first: first[0], last: last[woman ? 1 : 0] }
    : { first: first[1], last: last[woman ? 3 : 2] };
  return { ...written, latin, woman, greek };
}

interface NewPerson {
  naming: Naming;
  company: SampleCompany | null;
  companies: SampleCompany[];
  tags: string[];
}

const stages = [
  'customer',
  'customer',
  'customer',
  'customer',
  'prospect',
  'prospect',
  'lead',
  'partner',
  'former',
  'supplier',
];

function addPerson(telling: Telling, { naming, company, companies, tags }: NewPerson): SamplePerson {
  const { random, member, add } = telling;
  const { greek, woman, latin } = naming;
  const town = company?.town ?? random.pick(companies).town;
  const position = random.pick(positions);
  const title = greek ? inGender(position[1], woman) : position[0];
  const address = latin.toLowerCase().replaceAll(' ', '.');
  const domain = company?.domain ?? random.pick(['mail.example', 'inbox.example']);
  const stage = random.pick(stages);
  const values: Record<string, unknown> = {
    name: { first: naming.first, last: naming.last, ...(greek ? { latin } : {}) },
    ...(company ? { title } : {}),
    emails: [{ value: `${address}@${domain}`, label: company ? 'work' : 'home', primary: true }],
    phones: [
      mobile(telling),
      ...(company && random.chance(0.4)
        ? [{ value: `+357${town.code}${random.between(200_000, 899_999)}`, label: 'work' }]
        : []),
    ],
    stage,
    owner: member,
    city: greek ? town.el : town.en,
    country: greek ? 'Κύπρος' : 'Cyprus',
    ...(random.chance(0.55) ? { birthday: birthday(telling) } : {}),
    ...(random.chance(0.22)
      ? {
          quick_facts: random
            .some(facts, random.between(1, 2))
            .map((fact) => fact[greek ? 1 : 0])
            .join('\n'),
        }
      : {}),
    ...(random.chance(0.3) ? { how_we_met: random.pick(meetings)[greek ? 1 : 0] } : {}),
    ...(random.chance(0.3) ? { tags: random.some(tags, random.between(1, 2)) } : {}),
  };
  const id = add('person', values);
  if (company) addEmployments(telling, { id, company, companies, title });
  return { id, given: greek ? vocative(naming.first, woman) : naming.first, woman, greek, stage, company, values };
}

function addEmployments(
  telling: Telling,
  job: { id: string; company: SampleCompany; companies: SampleCompany[]; title: string },
): void {
  const { random, add } = telling;
  const { id, company, companies, title } = job;
  const since = dayAt(telling, -random.between(200, 4_000)).slice(0, 7);
  add('employment', { person: id, company: company.id, title, started_on: since, main: true });
  if (!random.chance(0.09)) return;
  const before = random.pick(companies.filter((one) => one !== company));
  const from = String(Number(since.slice(0, 4)) - random.between(2, 6));
  add('employment', { person: id, company: before.id, title, started_on: from, ended_on: since, main: true });
}

function mobile({ random }: Telling) {
  return {
    value: `+357${random.pick(['99', '99', '97', '96', '95', '94'])}${random.between(100_000, 999_999)}`,
    label: 'mobile',
    primary: true,
  };
}

function birthday({ random }: Telling): string {
  const day = `${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;
  return random.chance(0.7) ? `${random.between(1955, 2001)}-${day}` : `--${day}`;
}

/** As one calls somebody in Greek: Ανδρέας → Ανδρέα. */
function vocative(name: string, woman: boolean): string {
  return woman ? name : name.replace(/ς$/, '');
}

const feminine: [string, string][] = [
  ['Διευθύνων', 'Διευθύνουσα'],
  ['Διευθυντής', 'Διευθύντρια'],
  ['Υπεύθυνος', 'Υπεύθυνη'],
  ['Αρχιλογιστής', 'Αρχιλογίστρια'],
  ['Ελεγκτής', 'Ελέγκτρια'],
  ['Εσωτερικός', 'Εσωτερική'],
  ['Οικονομικός', 'Οικονομική'],
  ['Γενικός', 'Γενική'],
];

function inGender(title: string, woman: boolean): string {
  return woman ? feminine.reduce((text, [his, hers]) => text.replace(his, hers), title) : title;
}
