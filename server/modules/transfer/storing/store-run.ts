import { hash } from 'node:crypto';
import { constraintOf } from '#kernel/database';
import { catalogOf, inChangeSet, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { placeKey, type PlannedRow, type RowPlace } from '../planning/planned-row.ts';
import { addRows, type LoggedRow } from '../queries/import-rows.ts';
import { addRecordKeys } from '../queries/record-keys.ts';
import type { ImportOptions, Outcome } from './import-record.ts';
import type { Customs } from './rows/to-values.ts';

/** One run of an import: what it knows of rows that were stored, also by an earlier try that a crash cut short. */
export interface StoreRun {
  importId: string;
  changeSetId: string;
  label: string;
  options: ImportOptions;
  customs: Customs;
  /** Columns of a row's table that feed fields of the workspace's own. */
  ownColumns(row: RowPlace): { header: string; key: string }[];
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Records by the place of the row that made or met them. */
  recordOf: Map<string, { object: string; id: string }>;
  /** Rows that are on the log already: an earlier try stored them. */
  logged: Set<string>;
  /** Nothing was on the log when the run began: a row is there only if this run stored it. */
  fresh: boolean;
  /** Companies by folded name. */
  companyIds: CompanyIds;
  /** Those of them that this run made because a row named them; the first row about one is told as having made it. */
  onlyNamed: Set<string>;
  /** How often each content was met, so that two equal calls of one day are two. */
  seen: Map<string, number>;
  progress(rows: number): Promise<void>;
  stopped(): boolean;
}

/** Ids of the companies of an import by folded name, and each id once. */
export class CompanyIds extends Map<string, string> {
  readonly ids = new Set<string>();

  override set(name: string, id: string): this {
    this.ids.add(id);
    return super.set(name, id);
  }
}

/** Rows of one transaction: large enough that a commit costs little, small enough that a crash loses little. */
const batchSize = 1_000;

/** Transactions of one import at a time: two that the database works on while the next is made ready. More would only
 * hold more rows in memory. */
export const batchesInFlight = 3;

export interface LogEntry {
  row: PlannedRow;
  outcome: Outcome;
  object?: string | undefined;
  id?: string | null | undefined;
}

/** Runs work over items batch by batch; each batch is one transaction of the import's one change set, with the log of
 * its rows, so that a crash loses at most the batch in flight and a new try goes on behind it. */
export async function inBatches<T>(
  run: StoreRun,
  items: T[],
  work: (ctx: Context, set: WriteSet, batch: T[]) => Promise<LogEntry[]>,
): Promise<void> {
  // Known before a batch is counted: any other company that a row touches is counted with its batch.
  const postponed = new Map([['company', run.companyIds.ids]]);
  const storeOne = async (batch: T[]) => {
    const entries = await run.transaction(async (ctx) => {
      const { result } = await inChangeSet(
        ctx,
        { origin: 'import', label: run.label, id: run.changeSetId, trusted: true, postponed },
        async (set) => {
          const made = await work(ctx, set, batch);
          await logRows(ctx, run, made);
          return made;
        },
      );
      return result;
    });
    for (const { row, object, id } of entries) {
      const key = placeKey(row);
      run.logged.add(key);
      if (object && id) run.recordOf.set(key, { object, id });
    }
    await run.progress(entries.length);
  };
  let next = 0;
  const lane = async () => {
    while (next < items.length && !run.stopped()) {
      const batch = items.slice(next, next + batchSize);
      next += batchSize;
      await storeOne(batch);
    }
  };
  await Promise.all(Array.from({ length: batchesInFlight }, lane));
}

const objectOf: Record<string, string> = {
  people: 'person',
  companies: 'company',
  deals: 'deal',
  calls: 'call',
  meetings: 'meeting',
  mails: 'mail',
  letters: 'letter',
  notes: 'note',
  chats: 'chat',
  tasks: 'task',
};

/** Tells a run of rows that were stored before, and what they became. */
export function noteLogged(run: Pick<StoreRun, 'logged' | 'recordOf'>, rows: LoggedRow[]): void {
  for (const row of rows) {
    const key = placeKey(row);
    run.logged.add(key);
    const object = row.object ? objectOf[row.object] : undefined;
    if (object && row.record_id) run.recordOf.set(key, { object, id: row.record_id });
  }
}

/** Each row is logged once: a second worker on the same import, whose lease ran out, fails here with all it did. */
async function logRows(ctx: Context, run: StoreRun, entries: LogEntry[]): Promise<void> {
  const apis = catalogOf(ctx).objects;
  const told = new Set<string>();
  const rows = entries.flatMap(({ row, outcome, object, id }) => {
    const key = placeKey(row);
    if (told.has(key) || run.logged.has(key)) return [];
    told.add(key);
    const { file, sheet, status, reason, refused } = row;
    return {
      import_id: run.importId,
      file: plain(file),
      sheet: plain(sheet ?? ''),
      row: row.row,
      status,
      outcome,
      reason: reason === null ? null : plain(reason),
      object: object ? (apis.get(object)?.api ?? null) : null,
      record_id: id ?? null,
      refused: refused.length > 0 ? clean(refused) : null,
      kept: id ? null : clean({ ...row.source, ...leftOver(row) }),
    };
  });
  if (rows.length === 0) return;
  try {
    await addRows(ctx, run.importId, rows);
  } catch (error) {
    // Not a refusal of the rows: the next try reads the log and goes on behind them.
    if (constraintOf(error) === 'import_row_key') throw new Error('another worker stored these rows', { cause: error });
    throw error;
  }
}

/** Values of a row that no record took stay on the log; nothing is lost. */
function leftOver(row: PlannedRow): Record<string, unknown> {
  return row.status === 'skipped' || row.status === 'rejected' ? {} : row.values;
}

/** JSON without the sign that no database holds. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '');
}

/** What tells an imported record's origin: file, place, its own id, columns nobody asked for. */
export function sourceOf(run: StoreRun, row: PlannedRow): Record<string, unknown> {
  const { file, sheet, source, refused, values } = row;
  const extra: Record<string, unknown> = {};
  for (const key in values) if (!placed.has(key)) extra[key] = values[key];
  return clean({
    import: run.importId,
    file,
    ...(sheet ? { sheet } : {}),
    row: row.row,
    ...(values['source_id'] ? { id: values['source_id'] } : {}),
    ...(holdsAny(source) ? { columns: source } : {}),
    ...(holdsAny(extra) ? { values: extra } : {}),
    ...(refused.length > 0 ? { refused } : {}),
  });
}

function holdsAny(values: object): boolean {
  for (const _ in values) return true;
  return false;
}

/** Values that became fields, or links to other records; all others stay with the record as they are. */
const placed = new Set(
  (
    'cells ' +
    'name emails phones company address title birthday anniversary since children hobbies nickname referred_by note ' +
    'spouse opted_out do_not_call website linkedin tags source_id photo important_dates ' +
    'industry vat employees revenue ' +
    'amount stage pipeline outcome probability closes_on closed_on won_on lost_on lost_reason next_step text result ' +
    'subject on time start at due done minutes from customers message_id references thread uid place rule all_day'
  ).split(' '),
);

/** The value without the sign that no database holds. */
function clean<T>(value: T): T {
  return holdsZero(value) ? (JSON.parse(toJson(value)) as T) : value;
}

function holdsZero(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) {
    if (key.includes('\0') || holdsZero((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.replaceAll('\0', '');
}

/** The same row brought again is the same content: a key by which it is met. */
export function contentKey(row: PlannedRow): string {
  const { values, source, links, kind, status } = row;
  const own = values['message_id'] ?? values['uid'];
  const content = own
    ? [status, own, values['sequence']]
    : [status, kind, values, source, links.map((link) => [link.role, link.sourceId, link.email, link.name])];
  return `s${hash('sha1', JSON.stringify(content), 'base64url')}`;
}

/** The content key of a dealing; two equal ones of one import are two, so the second has a key of its own. */
export function fingerprint(run: StoreRun, row: PlannedRow): string {
  const key = contentKey(row);
  const times = run.seen.get(key) ?? 0;
  run.seen.set(key, times + 1);
  return times > 0 ? `${key}.${times}` : key;
}

/** Keys an import adds beside those of the values: content and source ids. Those of a new record go with its own. */
export async function addKeys(
  { ctx, set }: { ctx: Context; set: WriteSet },
  keys: { key: string; id: string; object: string }[],
): Promise<void> {
  const known: typeof keys = [];
  const told = new Set<string>();
  for (const one of keys) {
    if (!set.touched.get(one.object)?.created.has(one.id)) known.push(one);
    else if (!told.has(one.key + one.id)) {
      told.add(one.key + one.id);
      set.keysAdded.push({ key: one.key, record_id: one.id, object: one.object });
    }
  }
  if (known.length > 0) await addRecordKeys(ctx, known);
}

/** The record a place led to, if it is of this object. */
export function idAt(run: StoreRun, place: RowPlace | null, object: string): string | null {
  const found = place ? run.recordOf.get(placeKey(place)) : undefined;
  return found?.object === object ? found.id : null;
}
