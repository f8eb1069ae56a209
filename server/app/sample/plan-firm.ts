import { dayAt, workMoment } from './moments.ts';
import { planCompanies } from './plan-companies.ts';
import { planCourtesy, planEngagement } from './plan-engagements.ts';
import { planDocuments, type DocumentStory } from './plan-documents.ts';
import { planEnquiries } from './plan-enquiries.ts';
import { planPeople, type SamplePerson } from './plan-people.ts';
import { planProducts } from './plan-products.ts';
import { beginStory, type SamplePlan, type Telling } from './plan.ts';

export interface SampleOptions {
  now: Date;
  timeZone: string;
  language: 'en' | 'el';
  /** The member who owns the records and had the conversations. */
  member: string;
  seed?: number;
}

/** The records of the firm, and the quotes that its deals led to. */
export interface SampleFirm {
  plan: SamplePlan;
  documents: DocumentStory[];
}

const counts = { companies: 150, people: 400, engagements: 285, fresh: 40, courtesies: 900 };
const days = 1_095;

/** A consulting firm in Cyprus: whom it knows, three years of what was said, what is to be done. The same seed and
 * moment give the same firm (ids aside). */
export function planFirm({ seed = 1_960, ...given }: SampleOptions): SampleFirm {
  const { telling, plan } = beginStory({ seed, ...given });
  const { random } = telling;
  const tags = planTags(telling);
  const companies = planCompanies(telling, counts.companies, tags);
  const people = planPeople(telling, counts.people, { companies, tags });
  const active = people.filter((person) => person.stage !== 'lead' && person.stage !== 'supplier');
  for (let n = 0; n < counts.engagements; n += 1)
    planEngagement(telling, random.pick(active), random.between(20, days));
  for (let n = 0; n < counts.fresh; n += 1) planEngagement(telling, random.pick(people), random.between(4, 34));
  for (let n = 0; n < counts.courtesies; n += 1) planCourtesy(telling, random.pick(people), random.between(1, days));
  planAhead(telling, people);
  planRelationships(telling, people);
  planRhythms(telling, people, plan);
  planNearDays(telling, people);
  planDuplicates(telling, people);
  const regulars = random.some(companies, 2).map(({ id }) => id);
  const catalogue = planProducts(telling, { tag: tags[0]!, companies: regulars });
  planEnquiries(telling, people, plan);
  const documents = planDocuments(telling, plan, catalogue);
  return { plan: inOrder(plan), documents };
}

const tagWords: [string, string, string][] = [
  ['VIP', 'VIP', 'amber'],
  ['Newsletter', 'Ενημερωτικό', 'teal'],
  ['Christmas card', 'Κάρτα Χριστουγέννων', 'red'],
  ['Referral source', 'Φέρνει συστάσεις', 'green'],
  ['Family firm', 'Οικογενειακή επιχείρηση', 'violet'],
  ['Chamber of commerce', 'Επιμελητήριο', 'blue'],
];

function planTags({ add, language }: Telling): string[] {
  return tagWords.map(([en, el, colour]) => add('tag', { name: language === 'el' ? el : en, colour }));
}

const toDo: [string, string][] = [
  ['Send the revised proposal', 'Αποστολή αναθεωρημένης προσφοράς'],
  ['Call about the signature', 'Τηλεφώνημα για την υπογραφή'],
  ['Prepare the workshop', 'Προετοιμασία εργαστηρίου'],
  ['Ask for the missing invoices', 'Να ζητηθούν τα τιμολόγια που λείπουν'],
  ['Send the reference list', 'Αποστολή καταλόγου συστάσεων'],
  ['Check the draft contract', 'Έλεγχος προσχεδίου συμβολαίου'],
  ['Follow up on the offer', 'Συνέχεια για την προσφορά'],
  ['Book a table for lunch', 'Κράτηση τραπεζιού για γεύμα'],
];
const visits: [string, string][] = [
  ['Progress meeting', 'Συνάντηση προόδου'],
  ['Presentation to the board', 'Παρουσίαση στο συμβούλιο'],
  ['First meeting', 'Πρώτη συνάντηση'],
];

/** Tasks a little late, of today and of the weeks ahead, one that repeats, and meetings in the calendar. */
function planAhead(telling: Telling, people: SamplePerson[]): void {
  const { random, member, add, language } = telling;
  const dues = [-6, -3, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 18, 21];
  for (const [index, due] of dues.entries()) {
    const person = random.pick(people);
    const priority = index % 7 === 0 ? { priority: 'high' } : {};
    const subject = (toDo[index % toDo.length] ?? toDo[0]!)[person.greek ? 1 : 0];
    const at = workMoment(telling, due).toISOString();
    add('task', { subject, due_at: at, assignee: member, people: [person.id], ...priority });
  }
  const monthly = language === 'el' ? 'Έλεγχος ανεξόφλητων τιμολογίων' : 'Go through the unpaid invoices';
  add('task', {
    subject: monthly,
    due_at: workMoment(telling, 8).toISOString(),
    assignee: member,
    recurrence: 'monthly',
  });
  for (const ahead of [1, 2, 3, 6, 8, 10]) {
    const person = random.pick(people.filter((one) => one.company !== null));
    const at = workMoment(telling, ahead);
    const subject = random.pick(visits)[person.greek ? 1 : 0];
    const ends_at = new Date(at.getTime() + 3_600_000).toISOString();
    const place = person.company?.name ?? '';
    add('meeting', { subject, happened_at: at.toISOString(), ends_at, place, author: member, people: [person.id] });
  }
}

function planRelationships({ random, add }: Telling, people: SamplePerson[]): void {
  for (let n = 0; n < 45; n += 1) {
    const [one, other] = random.some(people, 2) as [SamplePerson, SamplePerson];
    const colleagues = people.filter((person) => person.company === one.company && person !== one);
    const near = one.company && colleagues.length > 0;
    const kind = near
      ? random.pick(['reports_to', 'assistant', 'colleague'])
      : random.pick(['referred_by', 'friend', 'sibling']);
    add('relationship', { person: one.id, other: near ? random.pick(colleagues).id : other.id, kind });
  }
}

const dayMillis = 86_400_000;

/** Wanted rhythms of contact; the first dozen has run out by a few days, the others have time. */
function planRhythms(telling: Telling, people: SamplePerson[], plan: SamplePlan): void {
  const last = new Map<string, number>();
  for (const key of ['call', 'meeting', 'mail', 'letter', 'chat']) {
    for (const { values } of plan.get(key) ?? []) {
      const at = Date.parse(values['happened_at'] as string);
      if (at > telling.now.getTime()) continue;
      for (const id of values['people'] as string[]) last.set(id, Math.max(at, last.get(id) ?? 0));
    }
  }
  let late = 0;
  const silence = (person: SamplePerson) =>
    Math.floor((telling.now.getTime() - (last.get(person.id) ?? 0)) / dayMillis);
  for (const person of telling.random.some(
    people.filter((one) => last.has(one.id)),
    80,
  )) {
    const silent = silence(person);
    const rhythms = [30, 60, 90, 180, 365];
    const overdue = rhythms.findLast((rhythm) => rhythm < silent);
    const inTime = rhythms.find((rhythm) => rhythm > silent + 3);
    const rhythm = overdue !== undefined && silent - overdue < 50 && late < 12 ? overdue : inTime;
    if (rhythm === undefined) continue;
    if (rhythm === overdue) late += 1;
    person.values['cadence'] = (rhythm * dayMillis) / 1000;
  }
}

/** A few birthdays and renewals in the days ahead, so that Home has something to say. */
function planNearDays(telling: Telling, people: SamplePerson[]): void {
  const { random, language } = telling;
  const near = random.some(
    people.filter((person) => person.stage === 'customer'),
    6,
  );
  for (const [index, person] of near.entries()) {
    const day = dayAt(telling, [0, 2, 5, 9, 4, 12][index] ?? 1);
    const label = language === 'el' ? 'Επέτειος συνεργασίας' : 'Anniversary as a client';
    if (index < 4)
      person.values['birthday'] = `${random.between(1960, 1995)}${day.slice(4)}`.replace('-02-29', '-02-28');
    else person.values['important_dates'] = [{ label, date: `${Number(day.slice(0, 4)) - 3}${day.slice(4)}` }];
  }
}

/** Some people stand here twice, as in every address book: in the other script, with the same number. */
function planDuplicates({ random, add, member }: Telling, people: SamplePerson[]): void {
  for (const person of random.some(
    people.filter((one) => one.greek),
    7,
  )) {
    const { latin } = person.values['name'] as { latin: string };
    const { emails, phones, city } = person.values;
    const shared = random.chance(0.5) ? { phones } : { emails };
    add('person', { name: latin, ...shared, city, owner: member, stage: 'lead' });
  }
}

const order = ['tag', 'company', 'person', 'employment', 'relationship', 'deal', 'task', 'meeting'];

function inOrder(plan: SamplePlan): SamplePlan {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return new Map([...plan].sort(([a], [b]) => rank(a) - rank(b)));
}
