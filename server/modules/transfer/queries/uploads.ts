import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** The ids of imports at rest whose files are still kept though the import ended, or began, before an instant. */
export async function listOldUploads(ctx: Context, { before, limit }: { before: Date; limit: number }) {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('import')}
    where uploads_gone_at is null and state not in ('reading', 'running')
      and coalesce(finished_at, created_at) < ${before.toISOString()}::timestamptz
    order by id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Notes that the files of an import are forgotten. */
export async function markUploadsGone(ctx: Context, id: string): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('import')} set uploads_gone_at = ${ctx.now.toISOString()}::timestamptz
    where id = ${id}::uuid`);
}

/** Which of these names of folders are ids of imports. */
export async function listKnownUploads(ctx: Context, names: string[]): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(
    sql`select id from ${ctx.db.table('import')} where id::text = any (${names}::text[])`,
  );
  return rows.map((row) => row.id);
}
