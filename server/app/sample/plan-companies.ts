import { fold } from '#shared/fold';
import { dayAt } from './moments.ts';
import type { Telling } from './plan.ts';
import { emblems, industries, towns, type Industry, type Town } from './words/firms.ts';
import { families } from './words/names.ts';

/** A firm that people can work at. */
export interface SampleCompany {
  id: string;
  name: string;
  domain: string;
  town: Town;
  greek: boolean;
}

const bag = industries.flatMap((industry) => Array.from({ length: industry.weight }, () => industry));

/** Firms of the industries of Cyprus, each name once. */
export function planCompanies(telling: Telling, count: number, tags: readonly string[]): SampleCompany[] {
  const { random } = telling;
  const seen = new Set<string>();
  const companies: SampleCompany[] = [];
  while (companies.length < count) {
    const industry = random.pick(bag);
    const greek = random.chance(0.42);
    const name = nameOf(telling, industry, greek);
    const slug = fold(name)
      .replaceAll(/ (?:ltd|ltd|llc|plc|depe|ltd)$/g, '')
      .replaceAll(' ', '-')
      .slice(0, 30);
    if (seen.has(slug)) continue;
    seen.add(slug);
    const town = random.pick([...towns, ...towns.slice(0, 2), ...towns.slice(0, 2)]);
    companies.push(addCompany(telling, { name, industry, greek, town, domain: `${slug}.example`, tags }));
  }
  return companies;
}

function nameOf({ random }: Telling, industry: Industry, greek: boolean): string {
  const [word, other, another] = [random.pick(emblems), random.pick(families), random.pick(families)];
  const form = random.pick(greek ? industry.greek : industry.latin);
  return form
    .replace('{w}', word[greek ? 1 : 0])
    .replace('{f}', other[greek ? 0 : 2])
    .replace('{g}', (another === other ? families[0] : another)?.[greek ? 0 : 2] ?? '');
}

interface NewCompany extends Omit<SampleCompany, 'id'> {
  industry: Industry;
  tags: readonly string[];
}

function addCompany(telling: Telling, company: NewCompany): SampleCompany {
  const { random, language, member, add } = telling;
  const { name, domain, town, greek, industry } = company;
  const [streetEn, streetEl] = random.pick(town.streets);
  const city = greek ? town.el : town.en;
  const country = greek ? 'Κύπρος' : 'Cyprus';
  const number = random.between(1, 180);
  const street = greek ? `${streetEl} ${number}` : `${number} ${streetEn}`;
  const id = add('company', {
    name,
    domains: [domain],
    emails: [`info@${domain}`],
    phones: [{ value: `+357${town.code}${random.between(200_000, 899_999)}`, label: 'office' }],
    urls: [`https://www.${domain}`],
    industry: language === 'el' ? industry.el : industry.en,
    owner: member,
    city,
    country,
    address: { street, city, postal_code: String(town.post + random.between(0, 40)), country },
    vat_number: `CY${random.between(10_000_000, 10_499_999)}${random.pick([...'ABDEFGHJKLMNPQRSTUVWXYZ'])}`,
    employees: random.pick([4, 7, 12, 15, 22, 30, 45, 60, 85, 120, 180, 260, 410]),
    ...(random.chance(0.35) ? { tags: random.some(company.tags, random.between(1, 2)) } : {}),
    ...(random.chance(0.16) ? { important_dates: [contractDate(telling)] } : {}),
  });
  return { id, name, domain, town, greek };
}

function contractDate(telling: Telling): { label: string; date: string } {
  const label = telling.language === 'el' ? 'Ανανέωση σύμβασης' : 'Contract renewal';
  return { label, date: dayAt(telling, telling.random.between(3, 360)) };
}
