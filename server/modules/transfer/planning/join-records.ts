import { companyKey } from '#shared/fold';
import type { ImportPlan } from './plan-import.ts';
import { placeKey, type PlannedRow, type Values } from './planned-row.ts';

/** One record to store: what its rows say together, and where they differ. */
export interface JoinedRecord {
  /** The folded name of a company; empty for people. */
  key: string;
  values: Values;
  rows: PlannedRow[];
  conflicts: Conflict[];
}

/** A value of a later row that another row's value goes before; it is kept for the report, not stored. */
export interface Conflict {
  row: PlannedRow;
  field: string;
  value: unknown;
}

/** The people of an import, certain duplicates joined: lists are united, of single values the first row's stays. */
export function joinPeople(plan: ImportPlan): JoinedRecord[] {
  const people = plan.rows.filter((row) => row.status === 'person');
  return join(people, (row) => placeKey(plan.duplicates.personOf.get(placeKey(row)) ?? row));
}

/** The companies of an import, each once: rows of companies first, then those that people and deals only name. */
export function joinCompanies(plan: ImportPlan): JoinedRecord[] {
  const rows = plan.rows.filter((row) => row.status === 'company');
  const records = join(rows, (row) => companyKey(row.values.company ?? ''));
  const known = new Map(records.map((record) => [record.key, record]));
  for (const row of plan.rows) {
    if (row.status !== 'person' && row.status !== 'deal') continue;
    for (const name of namesOf(row, plan)) addNamed({ row, name, known, records });
  }
  return records;
}

interface Naming {
  row: PlannedRow;
  name: string;
  known: Map<string, JoinedRecord>;
  records: JoinedRecord[];
}

function addNamed({ row, name, known, records }: Naming): void {
  const key = companyKey(name);
  const record = known.get(key);
  if (record !== undefined) return;
  const made = { key, values: { name, company: name }, rows: [row], conflicts: [] };
  known.set(key, made);
  records.push(made);
}

function namesOf(row: PlannedRow, plan: ImportPlan): string[] {
  const names = row.links.flatMap((link) => {
    if (link.role !== 'company') return [];
    return link.sourceId !== null && plan.hasCompany(link.sourceId) ? [] : (link.name ?? []);
  });
  return row.values.company === undefined ? names : [row.values.company, ...names];
}

function join(rows: PlannedRow[], keyOf: (row: PlannedRow) => string): JoinedRecord[] {
  const records = new Map<string, JoinedRecord>();
  for (const row of rows) {
    const key = keyOf(row);
    const record = records.get(key);
    if (record === undefined) {
      const shown = row.status === 'company' ? key : '';
      records.set(key, { key: shown, values: row.values, rows: [row], conflicts: [] });
    } else {
      // Most records have one row: only what is joined is copied.
      if (record.rows.length === 1) record.values = structuredClone(record.values);
      record.rows.push(row);
      addValues(record, row);
    }
  }
  return [...records.values()];
}

/** Opt-outs and secrets hold whoever says so. */
const ONCE_SAID = new Set(['opted_out', 'do_not_call', 'private', 'email_bounced']);

function addValues(record: JoinedRecord, row: PlannedRow): void {
  for (const [field, value] of Object.entries(row.values)) {
    const mine = record.values[field];
    if (mine === undefined || ONCE_SAID.has(field) || (field === 'subscribed' && value === false)) {
      record.values[field] = structuredClone(value);
    } else if (Array.isArray(mine) && Array.isArray(value)) unite(mine, value);
    else if (field === 'note' && mine !== value) record.values[field] = `${String(mine)}\n${String(value)}`;
    else if (field !== 'source_id' && JSON.stringify(mine) !== JSON.stringify(value))
      record.conflicts.push({ row, field, value });
  }
}

function unite(mine: unknown[], more: unknown[]): void {
  const keyOf = (item: unknown) =>
    typeof item === 'object' && item !== null && 'value' in item && !('label' in item && 'key' in item)
      ? JSON.stringify(item.value)
      : JSON.stringify(item);
  const known = new Set(mine.map(keyOf));
  for (const item of more) {
    if (known.has(keyOf(item))) continue;
    const second = typeof item === 'object' && item !== null && 'primary' in item ? { ...item, primary: false } : item;
    mine.push(structuredClone(second));
  }
}
