import { newId, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { ImportOptions, ImportRecord, StoredFile } from '../storing/import-record.ts';

/** One import, locked until the end of the transaction where asked; `import.not_found` where there is none. */
export async function getImport(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<ImportRecord> {
  const row = await ctx.db.maybe<ImportRecord>(sql`${importsSql(ctx)}
    where i.id = ${id}::uuid ${options.lock ? sql`for update of i` : sql``}`);
  return row ?? fail('import.not_found');
}

/** The newest hundred imports, newest first. */
export function listImports(ctx: Context): Promise<ImportRecord[]> {
  return ctx.db.many<ImportRecord>(sql`${importsSql(ctx)} order by i.id desc limit 100`);
}

const ownColumns =
  'id member_id created_at finished_at files tables mapping options run_requested dry_run warnings progress error ' +
  'change_set_id uploads_gone_at';

/** Imports as `i`. One whose change set was taken back, by whatever way, is undone. */
function importsSql(ctx: Context): Sql {
  const columns = sql.join(ownColumns.split(' ').map((name) => sql.id('i', name)));
  return sql`select ${columns}, case when c.undone_by_id is null then i.state else 'undone' end as state
    from ${ctx.db.table('import')} i left join ${ctx.db.table('change_set')} c on c.id = i.change_set_id`;
}

/** Adds an import of the acting member that waits to be read, with a change set of its own. */
export async function addImport(
  ctx: Context,
  { id, files, options }: { id: string; files: StoredFile[]; options: ImportOptions },
): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('import')} (id, state, member_id, files, options, change_set_id)
    values (${id}, 'reading', ${ctx.actor.memberId}::uuid, ${JSON.stringify(files)}::jsonb,
      ${JSON.stringify(options)}::jsonb, ${newId()})`);
}

/** Adds an import of nobody's, which runs by itself once it is read where asked. */
export async function addDirectImport(
  ctx: Context,
  { id, files, runRequested }: { id: string; files: StoredFile[]; runRequested: boolean },
): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('import')} (id, state, files, run_requested, change_set_id)
      values (${id}, 'reading', ${JSON.stringify(files)}::jsonb, ${runRequested}, ${newId()})`);
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

/** Gives an import a new change set, for a run that begins anew. */
export async function renewChangeSet(ctx: Context, id: string): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('import')} set change_set_id = ${newId()}::uuid
        where id = ${id}::uuid`);
}

/** Whether the change set of an import was written: false where the import changed nothing. */
export async function hasChanges(ctx: Context, { change_set_id }: ImportRecord): Promise<boolean> {
  const { records } = await ctx.db.one<{ records: number }>(sql`select count(*) as records
      from ${ctx.db.table('change_set')} where id = ${change_set_id}::uuid`);
  return records > 0;
}
