import { companyKey, nameKey } from '#shared/fold';
import type { ImportPlan } from './plan-import.ts';
import type { PlannedName, PlannedRow } from './planned-row.ts';

/** One line of an expected-result file of the import test set. */
export interface ExpectedRow {
  row: number | string;
  status: string;
  reason?: string;
  [field: string]: unknown;
}

/** The expected result of one file. */
export interface ExpectedFile {
  file: string;
  counts: Record<string, number | Record<string, number>>;
  refused_values: { row: number | string; column: string; value: string; why: string }[];
  duplicates: { certain: unknown[][]; likely: unknown[][]; different_people: unknown[][] };
  rows: ExpectedRow[];
}

/** Everything in which the plan of one file differs from what is expected, one line each; empty when exact. */
export function compareFile(plan: ImportPlan, expected: ExpectedFile, entities: Map<string, string>): string[] {
  const file = expected.file.split('/').pop() ?? '';
  const rows = plan.rows.filter((row) => row.file === file);
  const planned = new Map(rows.map((row) => [shownRow(row), row]));
  const given = new Set(expected.rows.flatMap((row) => Object.keys(row)));
  const filled = rows.flatMap((row) => Object.keys(row.values));
  const has = new Set(filled.filter((field) => given.has(THEIRS.get(field) ?? field)));
  const lines = expected.rows.flatMap((row) => compareRow(row, planned.get(row.row), { has, entities }));
  const wanted = new Set(expected.rows.map((row) => row.row));
  for (const key of planned.keys()) if (!wanted.has(key)) lines.push(`${key}: planned and not expected`);
  return [
    ...lines,
    ...compareRefused(rows, expected),
    ...compareDuplicates(plan, file, expected),
    ...compareCounts(plan, rows, expected),
  ];
}

/** The row as the expected results name it: `Sheet!n` or n. */
export function shownRow(row: { sheet: string | null; row: number }): number | string {
  return row.sheet === null ? row.row : `${row.sheet}!${row.row}`;
}

interface Comparison {
  has: Set<string>;
  /** `file|row` → the label of the true person. */
  entities: Map<string, string>;
}

function compareRow(want: ExpectedRow, row: PlannedRow | undefined, context: Comparison): string[] {
  if (row === undefined) return [`${want.row}: missing`];
  if (row.status !== want.status) return [`${want.row}: ${row.status} (${row.reason}), expected ${want.status}`];
  const lines: string[] = [];
  const check = (field: string, mine: unknown, theirs: unknown) => {
    if (JSON.stringify(mine) !== JSON.stringify(theirs))
      lines.push(`${want.row} ${field}: ${JSON.stringify(mine)}, expected ${JSON.stringify(theirs)}`);
  };
  check('reason', row.reason ?? null, want.reason ?? null);
  if (['skipped', 'rejected', 'duplicate', 'override'].includes(row.status)) return lines;
  compareContact(want, row, check);
  compareName(want, row, check);
  compareFields(want, row, { check, has: context.has });
  compareLinks(want, row, { check, entities: context.entities });
  return lines;
}

type Check = (field: string, mine: unknown, theirs: unknown) => void;

const sorted = (list: unknown) => (Array.isArray(list) ? [...(list as string[])].sort() : list);

function compareContact(want: ExpectedRow, row: PlannedRow, check: Check): void {
  const { values } = row;
  check('phones', sorted((values.phones ?? []).map((phone) => phone.value)), sorted(want['phones'] ?? []));
  if (['person', 'company'].includes(row.status)) {
    check('emails', sorted((values.emails ?? []).map((email) => email.value)), sorted(want['emails'] ?? []));
  }
  const extension = values.phones?.find((phone) => phone.extension !== null)?.extension ?? null;
  if (want['ext'] !== undefined) check('ext', extension, want['ext']);
  if (['person', 'company', 'deal'].includes(row.status)) {
    check('company', joined(values.company), joined(want['company_key']));
  }
  if (want['city'] !== undefined) check('city', values.address?.city, want['city']);
  if (want['groups'] !== undefined) check('groups', sorted(values.tags), sorted(want['groups']));
}

function joined(name: unknown): string {
  return typeof name === 'string' ? companyKey(name).replaceAll(' ', '') : '';
}

function compareName(want: ExpectedRow, row: PlannedRow, check: Check): void {
  const name = typeof row.values.name === 'object' ? (row.values.name as PlannedName) : null;
  if (want['given'] !== undefined) check('given', [name?.first, name?.last], [want['given'], want['family']]);
  if (typeof want['typed'] === 'string')
    check('typed', name?.full ?? row.values.emails?.[0]?.value, want['typed'].replace(/\s+/g, ' ').trim());
  if (typeof want['typed'] === 'string' && name !== null) check('name key', nameKey(name.full), nameKey(want['typed']));
  if (want['prefix'] !== undefined) check('prefix', name?.prefix, want['prefix']);
  if (want['name'] !== undefined) check('name', row.values.name, want['name']);
}

/** Expected field → planned field, for values that must be equal wherever the file has them. */
const SAME: Record<string, string> = {
  birthday: 'birthday',
  anniversary: 'anniversary',
  since: 'since',
  last_reach: 'last_reach',
  spouse: 'spouse',
  referred_by: 'referred_by',
  fax: 'fax',
  private: 'private',
  opted_out: 'opted_out',
  do_not_call: 'do_not_call',
  email_bounced: 'email_bounced',
  vat: 'vat',
  stage: 'stage',
  pipeline: 'pipeline',
  outcome: 'outcome',
  by: 'by',
  text: 'text',
  newsletter: 'subscribed',
  cadence_days: 'cadence_days',
  cancelled: 'cancelled',
  floating: 'floating',
  all_day: 'all_day',
  at: 'time',
  other_contact: 'other_contact',
  attendees: 'attendees',
  series: 'series',
  thread: 'thread',
  customers: 'customers',
};

/** The same for values that the expected results give only on some rows. */
const WHERE_GIVEN: Record<string, string> = {
  source_id: 'source_id',
  owner: 'owner',
  note: 'note',
  probability: 'probability',
  subject: 'subject',
  minutes: 'minutes',
  start: 'start',
  days: 'days',
  occurrences: 'occurrences',
  occurrence_starts: 'occurrence_starts',
  due: 'due',
  done: 'done',
  uid: 'uid',
  email: 'email',
  primary: 'primary',
  url: 'url',
  of: 'of',
  to: 'referred_to',
  message_id: 'message_id',
};

function compareFields(want: ExpectedRow, row: PlannedRow, { check, has }: { check: Check; has: Set<string> }): void {
  const { values } = row;
  const bounce = row.status === 'bounce';
  for (const [theirs, mine] of Object.entries(SAME)) {
    if (has.has(mine) && !(bounce && mine === 'customers')) check(theirs, known(values[mine]), known(want[theirs]));
  }
  for (const [theirs, mine] of Object.entries(WHERE_GIVEN))
    if (want[theirs] !== undefined) check(theirs, values[mine], want[theirs]);
  const amount = want['value'] ?? want['balance'] ?? (row.status === 'deal' ? want['amount'] : undefined);
  const money = (values['amount'] ?? values['value']) as { amount: string; currency: string } | string | undefined;
  if (typeof money === 'object' || row.status === 'deal')
    check('amount', typeof money === 'object' ? money.amount : undefined, amount);
  else if (want['amount'] !== undefined) check('amount', money, want['amount']);
  if (row.status === 'deal' && want['currency'] !== undefined && typeof money === 'object')
    check('currency', money.currency, want['currency']);
  const day = row.status === 'deal' ? 'closes_on' : row.values['at'] === undefined ? 'on' : 'at';
  if (want['on'] !== undefined) check('on', values[day], want['on']);
  if (want['kind'] !== undefined) check('kind', row.kind, want['kind']);
  if (want['custom'] !== undefined)
    check('custom', (values['custom'] as { value: string }[] | undefined)?.[0]?.value, want['custom']);
  if (want['photo'] !== undefined)
    check('photo', (values['photo'] as { type: string } | undefined)?.type, want['photo']);
  if (want['from_'] !== undefined) check('from', values['from'], String(want['from_']).toLowerCase());
  if (row.status === 'mail') {
    const names = ((values['attachments'] as { name: string }[] | undefined) ?? []).map((file) => file.name);
    check('attachments', names, want['attachments'] ?? []);
  }
}

const THEIRS = new Map(Object.entries(SAME).map(([theirs, mine]) => [mine, theirs]));

function known(value: unknown): unknown {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0) ? null : value;
}

function compareLinks(
  want: ExpectedRow,
  row: PlannedRow,
  { check, entities }: { check: Check; entities: Map<string, string> },
): void {
  if (want['members'] !== undefined)
    check(
      'members',
      row.links.flatMap((link) => link.to?.row ?? []),
      want['members'],
    );
  if (row.status !== 'interaction' && row.status !== 'deal') return;
  const person = row.links.find((link) => link.role === 'person' && link.to !== null)?.to ?? null;
  const entity = person === null ? null : (entities.get(`${person.file}|${shownRow(person)}`) ?? 'unknown');
  check('person', entity, want['person'] ?? null);
  if (row.status !== 'interaction' || want['company_key'] === undefined || person !== null) return;
  check('company', joined(row.links.find((link) => link.role === 'company')?.name), joined(want['company_key']));
}

function compareRefused(rows: PlannedRow[], expected: ExpectedFile): string[] {
  const mine = rows.flatMap((row) =>
    row.refused.map((one) => `${shownRow(row)} ${one.column} ${one.value}: ${one.reason}`),
  );
  const theirs = expected.refused_values.map((one) => `${one.row} ${one.column} ${one.value}: ${one.why}`);
  return [
    ...theirs.filter((line) => !mine.includes(line)).map((line) => `not refused: ${line}`),
    ...mine.filter((line) => !theirs.includes(line)).map((line) => `refused and not expected: ${line}`),
  ];
}

function compareDuplicates(plan: ImportPlan, file: string, expected: ExpectedFile): string[] {
  const lines: string[] = [];
  for (const kind of ['certain', 'likely'] as const) {
    const inFile = plan.duplicates[kind].filter((pair) => pair.first.file === file && pair.second.file === file);
    const mine = inFile.map((pair) => `${shownRow(pair.first)} = ${shownRow(pair.second)} (${pair.reason})`);
    const theirs = expected.duplicates[kind].map(([first, second, why]) => `${first} = ${second} (${why})`);
    for (const line of theirs) if (!mine.includes(line)) lines.push(`not ${kind}: ${line}`);
    for (const line of mine) if (!theirs.includes(line)) lines.push(`${kind} and not expected: ${line}`);
  }
  return lines;
}

function compareCounts(plan: ImportPlan, rows: PlannedRow[], expected: ExpectedFile): string[] {
  const people = rows.filter((row) => row.status === 'person');
  const firsts = new Set(
    people.map((row) => plan.duplicates.personOf.get(`${row.file}\u0000${row.sheet ?? ''}\u0000${row.row}`) ?? row),
  );
  const inRecords = rows.filter((row) => ['person', 'company', 'deal'].includes(row.status));
  const companies = new Set(
    inRecords.flatMap((row) => (row.values.company === undefined ? [] : [joined(row.values.company)])),
  );
  const mine: Record<string, number> = {
    rows: rows.length,
    'people after joining certain duplicates': firsts.size,
    'distinct companies': companies.size,
  };
  for (const row of rows) mine[row.status] = (mine[row.status] ?? 0) + 1;
  const lines = Object.entries(expected.counts).flatMap(([name, count]) =>
    typeof count === 'number' && name !== 'people after joining all true duplicates' && count !== (mine[name] ?? 0)
      ? [`${name}: ${mine[name] ?? 0}, expected ${count}`]
      : [],
  );
  const kinds: Record<string, number> = {};
  for (const row of rows)
    if (['interaction', 'event'].includes(row.status) && row.kind !== null)
      kinds[row.kind] = (kinds[row.kind] ?? 0) + 1;
  const theirs = expected.counts['interactions by kind'];
  if (typeof theirs === 'object') {
    for (const [kind, count] of Object.entries(theirs))
      if (kinds[kind] !== count) lines.push(`${kind}: ${kinds[kind]}, expected ${count}`);
  }
  return lines;
}
