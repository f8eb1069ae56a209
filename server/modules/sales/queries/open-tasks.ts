import { prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Those of some deals on which a task is open: one statement for all of them. */
export async function withOpenTasks(ctx: Context, deals: readonly string[]): Promise<ReadonlySet<string>> {
  if (deals.length === 0) return new Set();
  const rows = await ctx.db.many<{ id: string }>(
    sql`select distinct d.id from unnest(${[...deals]}::uuid[]) d (id)
      join ${ctx.db.table('task')} t on t.deals_ids @> array[d.id]
      where t.deleted_at is null and t.done is not true`,
    prepared,
  );
  return new Set(rows.map(({ id }) => id));
}
