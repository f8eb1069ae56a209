import { firstStages } from '#modules/sales';
import { dayAt, workMoment } from './moments.ts';
import type { SamplePerson } from './plan-people.ts';
import type { Telling } from './plan.ts';
import { services } from './words/firms.ts';
import { accepted, courtesies, delivery, enquiry, refusals, work, type Line } from './words/talk.ts';

interface Job {
  person: SamplePerson;
  service: (typeof services)[number];
  amount: number;
  /** Days ago; falls with each step. */
  ago: number;
}

// Places of the first stages, by how far the talk came.
const stageOf = [0, 0, 1, 1, 2, 3];

/** One piece of business from the first enquiry to its end, or to today: its entries and its deal. */
export function planEngagement(telling: Telling, person: SamplePerson, startedAgo: number): void {
  const { random } = telling;
  const service = random.pick(services);
  const amount = Math.round((service.from + random.next() * (service.to - service.from)) / 250) * 250;
  const job: Job = { person, service, amount, ago: startedAgo };
  const told = tell(telling, job, enquiry);
  if (told < enquiry.length) return addDeal(telling, job, { outcome: 'open', stage: stageOf[told] ?? 0 });
  const won = random.chance(person.stage === 'customer' || person.stage === 'former' ? 0.78 : 0.35);
  const refusal = random.pick(refusals);
  const answer = tell(telling, job, won ? accepted : [refusal.line]);
  if (answer === 0) return addDeal(telling, job, { outcome: 'open', stage: 3 });
  if (!won) {
    return addDeal(telling, job, {
      outcome: 'lost',
      stage: 5,
      reason: refusal.reason[telling.language === 'el' ? 1 : 0],
    });
  }
  addDeal(telling, job, { outcome: 'won', stage: 4 });
  tell(telling, job, random.some(work, random.between(7, 13)));
  tell(telling, job, delivery);
}

/** Tells lines one after the other until today; answers with how many were told. */
function tell(telling: Telling, job: Job, lines: readonly Line[]): number {
  for (const [index, line] of lines.entries()) {
    job.ago -= telling.random.between(1, 9);
    if (job.ago < 1) return index;
    addEntry(telling, job, line);
  }
  return lines.length;
}

/** A word in between with somebody one knows. */
export function planCourtesy(telling: Telling, person: SamplePerson, ago: number): void {
  const winter = dayAt(telling, -ago).slice(5, 7) === '12';
  const line = telling.random.pick(courtesies.filter((one) => winter || one.kind !== 'letter'));
  addEntry(telling, { person, service: services[0]!, amount: 0, ago }, line);
}

const objectOf = {
  call: 'call',
  meeting: 'meeting',
  mail: 'mail',
  letter: 'letter',
  note: 'note',
  task: 'task',
  chat: 'chat',
};

function addEntry(telling: Telling, job: Job, { kind, way, en, el }: Line): void {
  const { random, member, add } = telling;
  const [subject, text] = (job.person.greek ? el : en).map((words) => fill(telling, job, words)) as [string, string];
  const at = workMoment(telling, -job.ago).toISOString();
  const people = [job.person.id];
  if (kind === 'task') {
    const done = { done: true, done_at: workMoment(telling, -Math.max(0, job.ago - 1)).toISOString() };
    add('task', { subject, notes: text, due_at: at, assignee: member, people, ...done });
    return;
  }
  const words = kind === 'call' || kind === 'meeting' || kind === 'letter' ? { notes: text } : { text };
  const direction = way && kind !== 'meeting' ? { direction: way } : {};
  const call = kind === 'call' ? { outcome: 'reached', duration: random.between(2, 25) * 60 } : {};
  const place = kind === 'meeting' ? { place: placeOf(telling, job.person), ends_at: hourAfter(at) } : {};
  add(objectOf[kind], { subject, happened_at: at, author: member, people, ...words, ...direction, ...call, ...place });
}

function placeOf({ random }: Telling, person: SamplePerson): string {
  const theirs = person.company?.name;
  const here = person.greek ? 'Στο γραφείο μας' : 'Our office';
  return random.pick([theirs ?? here, theirs ?? here, here, 'Teams']);
}

function hourAfter(at: string): string {
  return new Date(Date.parse(at) + 3_600_000).toISOString();
}

const euro = { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 } as const;
const money = { en: new Intl.NumberFormat('en-GB', euro), el: new Intl.NumberFormat('el-GR', euro) };

function fill({ random }: Telling, { person, service, amount }: Job, words: string): string {
  return words
    .replace('Αγαπητέ/ή', person.woman ? 'Αγαπητή' : 'Αγαπητέ')
    .replaceAll('{n}', person.given)
    .replaceAll('{s}', person.greek ? service.el : service.en)
    .replaceAll('{a}', money[person.greek ? 'el' : 'en'].format(amount))
    .replaceAll('{d}', String(random.between(4, 19)));
}

function addDeal(telling: Telling, job: Job, end: { outcome: string; stage: number; reason?: string }): void {
  const { person, service, amount } = job;
  const open = end.outcome === 'open';
  telling.add('deal', {
    title: `${person.greek ? service.el : service.en} · ${person.company?.name ?? person.given}`,
    person: person.id,
    ...(person.company ? { company: person.company.id } : {}),
    amount: { amount: `${amount}.00`, currency: 'EUR' },
    stage: firstStages[end.stage]![telling.language],
    outcome: end.outcome,
    closes_on: dayAt(telling, open ? telling.random.between(4, 75) : -Math.max(0, job.ago)),
    owner: telling.member,
    ...(end.reason ? { lost_reason: end.reason } : {}),
  });
}
