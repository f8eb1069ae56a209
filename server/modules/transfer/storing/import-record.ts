import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { TableMapping } from '../recognising/mapping.ts';

export type ImportState = 'reading' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';

/** A file of an import as it lies on disk. */
export interface StoredFile {
  name: string;
  size: number;
  /** Name in the folder of the import: a number, never the person's text. */
  stored: string;
}

/** What was found in one table, card file, calendar or mailbox. */
export interface FoundTable {
  name: string;
  sheet: string | null;
  rows: number | null;
  object: string | null;
  recognised_as: string;
}

export interface ImportOptions {
  /** What happens with fields of a record that is there already: only empty ones are filled, or all are written. */
  on_match?: 'fill' | 'overwrite' | undefined;
  own_domains?: string[] | undefined;
  /** Change set of the run that is taken back before the next one begins. */
  take_back?: string | undefined;
}

export interface ImportRecord {
  id: string;
  state: ImportState;
  member_id: string | null;
  created_at: string;
  finished_at: string | null;
  files: StoredFile[];
  tables: FoundTable[];
  mapping: TableMapping[] | null;
  options: ImportOptions;
  run_requested: boolean;
  dry_run: Record<string, unknown> | null;
  warnings: string[];
  progress: { done: number; total: number | null } | null;
  error: string | null;
  change_set_id: string;
  /** When its files were forgotten; null as long as they are kept. */
  uploads_gone_at: string | null;
}

export async function getImport(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<ImportRecord> {
  const row = await ctx.db.maybe<ImportRecord>(sql`${importsSql(ctx)}
    where i.id = ${id}::uuid ${options.lock ? sql`for update of i` : sql``}`);
  return row ?? fail('import.not_found');
}

const ownColumns =
  'id member_id created_at finished_at files tables mapping options run_requested dry_run warnings progress error ' +
  'change_set_id uploads_gone_at';

/** Imports as `i`. One whose change set was taken back, by whatever way, is undone. */
export function importsSql(ctx: Context): Sql {
  const columns = sql.join(ownColumns.split(' ').map((name) => sql.id('i', name)));
  return sql`select ${columns}, case when c.undone_by_id is null then i.state else 'undone' end as state
    from ${ctx.db.table('import')} i left join ${ctx.db.table('change_set')} c on c.id = i.change_set_id`;
}

type Change = Partial<Omit<ImportRecord, 'id' | 'files' | 'change_set_id' | 'member_id' | 'created_at'>>;

/** Writes some columns of an import. */
export async function saveImport(ctx: Context, id: string, change: Change): Promise<void> {
  const json = new Set(['tables', 'mapping', 'options', 'dry_run', 'warnings', 'progress']);
  const sets = Object.entries(change).map(([key, value]) => {
    const bound = json.has(key) ? sql`${value === null ? null : JSON.stringify(value)}::jsonb` : sql`${value}`;
    return sql`${sql.id(key)} = ${bound}`;
  });
  await ctx.db.run(sql`update ${ctx.db.table('import')} set ${sql.join(sets)} where id = ${id}::uuid`);
}

/** How rows ended, in the words of api.md. */
export type Outcome = 'created' | 'updated' | 'matched' | 'attached' | 'interaction' | 'skipped' | 'rejected';

export interface Counts {
  created: number;
  updated: number;
  matched: number;
  attached: number;
  interactions: number;
  skipped: number;
  rejected: number;
  by_object: Record<string, Record<string, number>>;
}

export async function countRows(ctx: Context, id: string): Promise<Counts> {
  const rows = await ctx.db.many<{
    outcome: Outcome;
    object: string | null;
    n: number;
  }>(sql`select outcome, object, count(*) as n
    from ${ctx.db.table('import_row')} where import_id = ${id}::uuid group by 1, 2`);
  return toCounts(rows);
}

function toCounts(rows: { outcome: Outcome; object: string | null; n: number }[]): Counts {
  const counts: Counts = {
    created: 0,
    updated: 0,
    matched: 0,
    attached: 0,
    interactions: 0,
    skipped: 0,
    rejected: 0,
    by_object: {},
  };
  for (const { outcome, object, n } of rows) {
    counts[outcome === 'interaction' ? 'interactions' : outcome] += n;
    if (!object) continue;
    const own = (counts.by_object[object] ??= {});
    own[outcome] = (own[outcome] ?? 0) + n;
  }
  return counts;
}
