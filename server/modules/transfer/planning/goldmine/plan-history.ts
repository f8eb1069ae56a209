import { nameKey } from '#shared/fold';
import { amountOfNumber } from '#shared/amount';
import { parseTime } from '#shared/partial-date';
import { newLink, newRow, type InteractionKind, type PlannedName, type PlannedRow } from '../planned-row.ts';
import { type Accounts, DELETED, type GoldRow, placeOf } from './goldmine-tables.ts';

/** Plans CONTHIST: what was done with whom, by the kind that RECTYPE says; a sale carries its amount. */
export function planHistory(history: { file: string; rows: GoldRow[] }, accounts: Accounts): PlannedRow[] {
  const further = new Map<string, PlannedRow>();
  for (const row of accounts.further.values()) {
    further.set(
      `${String(row.values['account'])}\u0000${nameKey((row.values.name as PlannedName | undefined)?.full ?? '')}`,
      row,
    );
  }
  return history.rows.map((row) =>
    planEntry(row, newRow(placeOf(history.file, row), 'interaction'), { accounts, further }),
  );
}

interface HistoryContext {
  accounts: Accounts;
  further: Map<string, PlannedRow>;
}

const KINDS: Record<string, InteractionKind> = {
  A: 'meeting',
  C: 'call',
  CC: 'call',
  CI: 'call',
  CM: 'call',
  CO: 'call',
  D: 'task',
  E: 'meeting',
  L: 'letter',
  M: 'mail',
  MI: 'mail',
  MO: 'mail',
  MG: 'mail',
  O: 'other',
  S: 'sale',
  T: 'task',
  Q: 'sale',
};

function planEntry(row: GoldRow, planned: PlannedRow, { accounts, further }: HistoryContext): PlannedRow {
  const refuse = (status: 'skipped' | 'rejected', reason: string): PlannedRow => ({ ...planned, status, reason });
  const account = row.text('ACCOUNTNO');
  const person = accounts.byNumber.get(account);
  if (row.deleted) return refuse('skipped', DELETED);
  if (account === '--' || account === '') return refuse('rejected', 'unlinked mail (ACCOUNTNO --)');
  if (person === undefined) return refuse('rejected', 'belongs to no row of CONTACT1');
  if (person.status === 'skipped') return refuse('skipped', 'its row of CONTACT1 is deleted');
  const day = row.cell('ONDATE');
  if (typeof day !== 'object' || day?.kind !== 'date') return refuse('rejected', 'interaction without a date');
  const type = row.text('RECTYPE').padEnd(4);
  const code = type.slice(0, 2).trim();
  planned.kind = KINDS[code] ?? KINDS[code[0] ?? ''] ?? 'other';
  planned.values['account'] = account;
  planned.values['on'] = day.date;
  const time = parseTime(row.text('ONTIME'));
  if (time !== null) planned.values['time'] = time;
  if (type[3] === 'P') planned.values['private'] = true;
  addTexts(planned, row, code);
  planned.links.push(newLink('person', { to: otherContact(planned, row, { account, further }) ?? person }));
  return planned;
}

function addTexts(planned: PlannedRow, row: GoldRow, code: string): void {
  const subject = row.text('REF').replace(/\s*\(oc:.*$/s, '');
  if (subject !== '') planned.values['subject'] = subject;
  if (row.text('NOTES') !== '') planned.values['note'] = row.text('NOTES');
  if (row.text('USERID') !== '') planned.values['by'] = row.text('USERID');
  if (code.startsWith('M')) planned.values['incoming'] = code === 'MI';
  if (planned.kind === 'task') planned.values['done'] = true;
  const duration = row.text('DURATION');
  const clock = /^(\d{2}):(\d{2}):\d{2}$/.exec(duration);
  if (clock !== null && planned.kind !== 'sale') planned.values['minutes'] = Number(clock[1]) * 60 + Number(clock[2]);
  if (planned.kind === 'sale' && duration !== '') planned.values['amount'] = amountOfNumber(Number(duration));
  for (const column of ['ACTVCODE', 'RESULTCODE', 'UNITS'])
    if (row.text(column) !== '') planned.source[column] = row.text(column);
}

/** `(oc: Name)` behind the reference names a further contact of the same account. */
function otherContact(
  planned: PlannedRow,
  row: GoldRow,
  { account, further }: { account: string; further: Map<string, PlannedRow> },
): PlannedRow | null {
  const name = /\(oc:\s*([^)]*)\)?\s*$/.exec(row.text('REF'))?.[1]?.trim() ?? '';
  if (name === '') return null;
  planned.values['other_contact'] = name;
  return further.get(`${account}\u0000${nameKey(name)}`) ?? null;
}
