import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Outcome } from '../storing/import-record.ts';
import type { Place } from '../storing/rejects.ts';

/** How many rows of an import ended how, in all and by object. */
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

/** The rows of an import by how they ended: the sum of what each batch told. */
export async function countRows(ctx: Context, id: string): Promise<Counts> {
  const rows = await ctx.db.many<{
    outcome: Outcome;
    object: string | null;
    n: number;
  }>(sql`select outcome, object, sum(n) as n
    from ${ctx.db.table('import_tally')} where import_id = ${id}::uuid group by 1, 2 having sum(n) <> 0`);
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

/** A row of the log as `GET /imports/:id/rows` shows it. */
export interface ShownRow {
  file: string;
  sheet: string | null;
  row: number;
  status: string;
  outcome: Outcome;
  reason: string | null;
  object: string | null;
  record_id: string | null;
  refused: unknown;
}

/** A page of what became of each row, in order of place: of one status or outcome, behind a place. */
export function listRows(
  ctx: Context,
  id: string,
  page: { status: string | undefined; after: [string, string, number] | null; limit: number },
): Promise<ShownRow[]> {
  const { status, after, limit } = page;
  const only = status ? sql`and (status = ${status} or outcome = ${status})` : sql``;
  const beyond = after ? sql`and (file, sheet, row) > (${after[0]}, ${after[1]}, ${after[2]})` : sql``;
  return ctx.db.many<ShownRow>(sql`select file, nullif(sheet, '') as sheet, row, status, outcome, reason, object,
      record_id, refused
      from ${ctx.db.table('import_row')} where import_id = ${id}::uuid ${only} ${beyond}
      order by file, sheet, row limit ${limit}`);
}

/** All rejected rows of an import, in order of place. */
export function listRejectedRows(ctx: Context, id: string): Promise<Place[]> {
  return ctx.db.many<Place>(sql`select file, sheet, row, reason
          from ${ctx.db.table('import_row')} where import_id = ${id}::uuid and outcome = 'rejected'
            order by file, sheet, row`);
}

/** A page of the rejected rows of an import, in order of place. */
export function pageRejectedRows(
  ctx: Context,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<Place[]> {
  return ctx.db.many<Place>(sql`select file, sheet, row, reason from ${ctx.db.table('import_row')}
            where import_id = ${id}::uuid and outcome = 'rejected' order by file, sheet, row
            offset ${after} limit ${limit}`);
}

/** A row that an earlier try stored; `object` is the one of the API, such as `people`. */
export interface LoggedRow {
  file: string;
  sheet: string | null;
  row: number;
  object: string | null;
  record_id: string | null;
}

/** All rows that are on the log of an import. */
export function listLoggedRows(ctx: Context, id: string): Promise<LoggedRow[]> {
  return ctx.db.many<LoggedRow>(sql`select file, nullif(sheet, '') as sheet, row, object, record_id
    from ${ctx.db.table('import_row')} where import_id = ${id}::uuid`);
}

/** How many rows are on the log of an import. */
export async function countLoggedRows(ctx: Context, id: string): Promise<number> {
  const { n } = await ctx.db.one<{ n: number }>(sql`select coalesce(sum(n), 0) as n
    from ${ctx.db.table('import_tally')} where import_id = ${id}::uuid`);
  return n;
}

/** Those of some rows that are on the log of an import, each sought by its key: what is known of a table that grows
 * meanwhile would have the whole log read each time. */
export function listLoggedRowsAt(
  ctx: Context,
  id: string,
  places: { file: string; sheet: string | null; row: number }[],
): Promise<LoggedRow[]> {
  return ctx.db.many<LoggedRow>(sql`select r.file, nullif(r.sheet, '') as sheet, r.row, r.object, r.record_id
    from unnest(${places.map((one) => one.file)}::text[], ${places.map((one) => one.sheet ?? '')}::text[],
      ${places.map((one) => one.row)}::int[]) p (file, sheet, row)
    cross join lateral (select * from ${ctx.db.table('import_row')} o where o.import_id = ${id}::uuid
      and o.file = p.file and o.sheet = p.sheet and o.row = p.row limit 1) r`);
}

const logColumns = [
  { name: 'import_id', type: 'uuid' },
  { name: 'file', type: 'text' },
  { name: 'sheet', type: 'text' },
  { name: 'row', type: 'integer' },
  { name: 'status', type: 'text' },
  { name: 'outcome', type: 'text' },
  { name: 'reason', type: 'text' },
  { name: 'object', type: 'text' },
  { name: 'record_id', type: 'uuid' },
  { name: 'refused', type: 'jsonb' },
  { name: 'kept', type: 'jsonb' },
];

/** A row for the log of an import. */
export interface NewLogRow {
  import_id: string;
  file: string;
  sheet: string;
  row: number;
  status: string;
  outcome: Outcome;
  reason: string | null;
  object: string | null;
  record_id: string | null;
  refused: unknown;
  kept: unknown;
}

/** Adds rows to the log by COPY and to the counts; breaks `import_row_key` where a row is there already. */
export async function addRows(ctx: Context, importId: string, rows: NewLogRow[]): Promise<void> {
  await ctx.db.copy('import_row', logColumns, rows as unknown as Record<string, unknown>[]);
  const groups = Map.groupBy(rows, ({ outcome, object }) => `${outcome} ${object ?? ''}`);
  await addTally(
    ctx,
    importId,
    [...groups.values()].map((some) => ({ ...some[0]!, n: some.length })),
  );
}

/** A line for each batch and way to end, so that batches beside each other do not wait for one row. */
async function addTally(
  ctx: Context,
  importId: string,
  tally: { outcome: Outcome; object: string | null; n: number }[],
): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('import_tally')} (id, import_id, outcome, object, n)
    select id, ${importId}::uuid, outcome, object, n from unnest(${tally.map(() => newId())}::uuid[],
      ${tally.map((one) => one.outcome)}::text[], ${tally.map((one) => one.object)}::text[],
      ${tally.map((one) => one.n)}::int[]) t (id, outcome, object, n)`);
}

/** Forgets what became of all rows of an import. */
export async function deleteRows(ctx: Context, id: string): Promise<void> {
  await ctx.db.run(sql`delete from ${ctx.db.table('import_row')} where import_id = ${id}::uuid`);
  await ctx.db.run(sql`delete from ${ctx.db.table('import_tally')} where import_id = ${id}::uuid`);
}

/** Strikes those of the given rows from the log that are rejected, and says which; a sheet without name is ''. */
export async function deleteRejectedRows(
  ctx: Context,
  id: string,
  rows: { file: string; sheet: string | null; row: number }[],
): Promise<{ file: string; sheet: string; row: number }[]> {
  const places = sql`select * from unnest(${rows.map((one) => one.file)}::text[],
    ${rows.map((one) => one.sheet ?? '')}::text[], ${rows.map((one) => one.row)}::int[]) p (file, sheet, row)`;
  const struck = await ctx.db.many<{ file: string; sheet: string; row: number; object: string | null }>(sql`delete from
    ${ctx.db.table('import_row')} r using (${places}) p where r.import_id = ${id}::uuid and r.file = p.file
      and r.sheet = p.sheet and r.row = p.row and r.outcome = 'rejected'
    returning r.file, r.sheet, r.row, r.object`);
  const fewer = [...Map.groupBy(struck, (one) => one.object)];
  if (fewer.length > 0) {
    await addTally(
      ctx,
      id,
      fewer.map(([object, some]) => ({ outcome: 'rejected', object, n: -some.length })),
    );
  }
  return struck.map(({ file, sheet, row }) => ({ file, sheet, row }));
}
