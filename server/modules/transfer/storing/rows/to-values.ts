import { isPartialDay, toInstant } from './times.ts';
import type { PlannedRow, Values as Planned } from '../../planning/planned-row.ts';
import { domainOf } from '../../planning/rows/company-row.ts';

type Values = Record<string, unknown>;

/** Settings that turn planned values into those of records. */
export interface Customs {
  timeZone: string;
  reading: { region: string; currency: string };
  /** Member ids by folded name or e-mail. */
  member(name: string): string | null;
}

/** The fields of a person in their canonical form. Only what is filled is there. */
export function personValues(row: PlannedRow, customs: Customs): Values {
  const { values } = row;
  const name = personName(values);
  return filled({
    ...(name ? { name } : {}),
    ...contactValues(row),
    title: text(values['title'], 1_000),
    birthday: isPartialDay(values['birthday']) ? values['birthday'] : null,
    important_dates: importantDates(values),
    quick_facts: facts(values),
    notes: text(values['note'], 100_000),
    spouse: text(values['spouse'], 1_000),
    mail_opt_out: values['opted_out'] === true ? true : null,
    do_not_call: values['do_not_call'] === true ? true : null,
    owner: typeof values['owner'] === 'string' ? customs.member(values['owner']) : null,
  });
}

export function companyValues(row: PlannedRow, customs: Customs): Values {
  const { values } = row;
  const domain = typeof values['website'] === 'string' ? domainOf(values['website']) : '';
  return filled({
    ...contactValues(row),
    industry: text(values['industry'], 1_000),
    vat_number: text(values['vat'], 1_000),
    employees: count(values['employees']),
    annual_revenue: values['revenue'] ?? null,
    notes: text(values['note'], 100_000),
    domains: domain === '' ? null : [{ value: domain, label: null, primary: true }],
    owner: typeof values['owner'] === 'string' ? customs.member(values['owner']) : null,
  });
}

export function dealValues(row: PlannedRow, customs: Customs): Values {
  const { values } = row;
  const closes = ['closed_on', 'won_on', 'lost_on', 'closes_on']
    .map((key) => values[key])
    .find((day) => isWholeDay(day));
  return filled({
    title: text(values['title'], 1_000),
    amount: values['amount'] ?? null,
    stage: text(values['stage'], 1_000),
    pipeline: text(values['pipeline'], 1_000),
    outcome: values['outcome'] ?? 'open',
    closes_on: closes ?? null,
    probability: typeof values['probability'] === 'number' ? values['probability'] : null,
    lost_reason: text(values['lost_reason'], 1_000),
    notes: [text(values['next_step'], 1_000), text(values['note'], 100_000)].filter(Boolean).join('\n\n') || null,
    owner: typeof values['owner'] === 'string' ? customs.member(values['owner']) : null,
  });
}

/** The object and the values of an interaction; a sale or an "other" is a note that keeps its kind. */
export function interactionValues(row: PlannedRow, customs: Customs): { object: string; values: Values } {
  const { values } = row;
  const kind = row.status === 'note' ? 'note' : (row.kind ?? 'note');
  const at = momentOf(row, customs);
  const body = [values['text'], values['note'], values['result']]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n\n');
  const subject = text(values['subject'], 1_000) ?? text(firstLine(body), 200);
  const author = typeof values['by'] === 'string' ? customs.member(values['by']) : null;
  const minutes = typeof values['minutes'] === 'number' ? values['minutes'] * 60 : null;
  if (kind === 'task') return { object: 'task', values: taskValues(row, { subject, body, at, author }) };
  const common = { subject, happened_at: at, author };
  if (kind === 'mail' || kind === 'chat')
    return { object: kind, values: filled({ ...common, ...writtenValues(row, body) }) };
  if (kind === 'call') {
    return {
      object: 'call',
      values: filled({ ...common, notes: text(body, 100_000), duration: minutes, direction: direction(values) }),
    };
  }
  if (kind === 'meeting')
    return { object: 'meeting', values: filled({ ...common, ...meetingValues(row, { body, at, minutes }) }) };
  if (kind === 'letter') return { object: 'letter', values: filled({ ...common, notes: text(body, 100_000) }) };
  const amount =
    typeof values['amount'] === 'string' ? { amount: values['amount'], currency: values['currency'] ?? 'EUR' } : null;
  return {
    object: 'note',
    values: filled({ ...common, text: text(body, 100_000), imported_kind: kind === 'note' ? null : kind, amount }),
  };
}

function taskValues(
  row: PlannedRow,
  known: { subject: string | null; body: string; at: string; author: string | null },
): Values {
  const done = row.values['done'] === true;
  return filled({
    subject: known.subject ?? 'Task',
    due_at: known.at,
    done,
    done_at: done ? known.at : null,
    notes: text(known.body, 100_000),
    assignee: known.author,
  });
}

function writtenValues(row: PlannedRow, body: string): Values {
  const { values } = row;
  const references = Array.isArray(values['references']) ? (values['references'] as string[]) : [];
  const thread = typeof values['thread'] === 'string' ? values['thread'] : (references[0] ?? values['message_id']);
  return {
    text: text(body, 100_000),
    direction: direction(values),
    from: text(values['from'], 1_000),
    to: Array.isArray(values['customers']) ? text((values['customers'] as string[]).join(', '), 5_000) : null,
    message_id: text(values['message_id'], 900),
    thread: text(thread, 900),
  };
}

function meetingValues(row: PlannedRow, known: { body: string; at: string; minutes: number | null }): Values {
  const { values } = row;
  const ends = known.minutes === null ? null : new Date(Date.parse(known.at) + known.minutes * 1000).toISOString();
  return {
    notes: text(known.body, 100_000),
    place: text(values['place'], 1_000),
    ends_at: ends,
    all_day: values['all_day'] === true ? true : null,
    recurrence: text(values['rule'], 500),
    calendar_uid: text(values['uid'], 500),
  };
}

function direction(values: Planned): string | null {
  if (values['incoming'] === true || values['outgoing'] === false) return 'in';
  return values['outgoing'] === true || values['incoming'] === false ? 'out' : null;
}

function momentOf(row: PlannedRow, customs: Customs): string {
  const { values } = row;
  const instant = values['start'] ?? values['at'];
  if (typeof instant === 'string' && /T.*Z$/.test(instant)) return instant;
  const day = [values['on'], values['due']].find((one) => isWholeDay(one));
  const time = typeof values['time'] === 'string' ? values['time'] : '12:00';
  return day ? toInstant(day as string, time, customs.timeZone) : '1970-01-01T00:00:00Z';
}

function personName(values: Planned): Values | null {
  const { name } = values;
  const address = values.emails?.[0]?.value;
  if (name === undefined || typeof name === 'string') {
    const full = typeof name === 'string' ? name : address;
    return full ? { prefix: null, first: null, middle: null, last: null, suffix: null, latin: null, full } : null;
  }
  const { prefix, first, middle, last, suffix, full } = name;
  return {
    prefix: prefix || null,
    first: first || null,
    middle: middle || null,
    last: last || null,
    suffix: suffix || null,
    latin: null,
    full,
  };
}

/** What people and companies have in common. Numbers that are none stay as they were typed. */
function contactValues({ values, refused }: PlannedRow): Values {
  const phones = (values.phones ?? []).map(({ value, label, extension }) => ({
    value,
    label,
    extension: extension ?? null,
    raw: null as string | null,
  }));
  for (const one of refused) {
    if (!one.reason.startsWith('not a valid number')) continue;
    phones.push({ value: one.value.slice(0, 100), label: null, extension: null, raw: one.value.slice(0, 100) });
  }
  const unique = phones.length < 2 ? phones : [...new Map(phones.map((phone) => [phone.value, phone])).values()];
  const sites = [values['website'], values['linkedin']].filter(
    (site) => typeof site === 'string' && /^(https?:\/\/)?[^\s:]+\.[^\s:]+$/i.test(site),
  );
  const { address } = values;
  return {
    emails: (values.emails ?? []).map(({ value, label }, index) => ({ value, label, primary: index === 0 })),
    phones: unique.map((phone, index) => ({ ...phone, primary: index === 0 })),
    urls: sites.map((value, index) => ({ value, label: null, primary: index === 0 })),
    city: text(address?.city, 1_000),
    country: text(address?.country, 1_000),
    address: address ? addressValues(address) : null,
  };
}

function addressValues({ street, city, state, postal_code, country }: NonNullable<Planned['address']>): Values | null {
  if (!(street || city || state || postal_code || country)) return null;
  return {
    street: street || null,
    city: city || null,
    state: state || null,
    postal_code: postal_code || null,
    country: country || null,
  };
}

function importantDates(values: Planned): Values[] {
  const own = Array.isArray(values['important_dates']) ? (values['important_dates'] as Values[]) : [];
  const listed = own.filter((one) => isPartialDay(one['date'])).map((one) => ({ ...one, note: one['note'] || null }));
  const named = [
    ['anniversary', 'Anniversary'],
    ['since', 'Customer since'],
  ] as const;
  const known = named.filter(([key]) => isPartialDay(values[key]));
  return [...known.map(([key, label]) => ({ label, date: values[key], note: null })), ...listed];
}

const factsOf = [
  ['children', 'Children'],
  ['hobbies', 'Hobbies'],
  ['nickname', 'Called'],
  ['referred_by', 'Referred by'],
] as const;

function facts(values: Planned): string | null {
  return mergeFacts(
    factsOf.flatMap(([key, label]) => (typeof values[key] === 'string' ? [`${label}: ${values[key]}`] : [])),
  );
}

/** Quick facts in their order; of two on one thing the first stays. */
export function mergeFacts(lines: string[]): string | null {
  const rest = lines.filter((line) => !factsOf.some(([, label]) => line.startsWith(`${label}: `)));
  const known = factsOf.flatMap(([, label]) => lines.find((line) => line.startsWith(`${label}: `)) ?? []);
  return lines.length > 0 ? [...known, ...new Set(rest)].join('\n') : null;
}

function count(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value.replaceAll(/[.,\s]/g, '')) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

function isWholeDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

function firstLine(body: string): string {
  return body.split('\n', 1)[0]!.slice(0, 120);
}

function text(value: unknown, most: number): string | null {
  return typeof value === 'string' && value.trim() !== ''
    ? value.replaceAll('\0', '').trim().slice(0, most).toWellFormed()
    : null;
}

function filled(values: Values): Values {
  const kept: Values = {};
  for (const key in values) {
    const value = values[key];
    const nothing = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!nothing) kept[key] = value;
  }
  return kept;
}
