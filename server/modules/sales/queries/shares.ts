import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** The sum of the shares of the first of these deals where it is above 100; null where it is of none. The deals are
 * locked until the transaction ends: of two who give shares at once, the second sees those of the first. */
export async function findOvershared(ctx: Context, deals: readonly string[]): Promise<string | null> {
  if (deals.length === 0) return null;
  const { table } = ctx.db;
  await ctx.db.run(sql`select id from ${table('deal')} where id = any (${deals}::uuid[]) order by id for update`);
  const row = await ctx.db.maybe<{ sum: string }>(sql`select trim_scale(sum(s.percent))::text as sum
    from ${table('deal_share')} s where s.deal_id = any (${deals}::uuid[]) and s.deleted_at is null
    group by s.deal_id having sum(s.percent) > 100 order by s.deal_id limit 1`);
  return row?.sum ?? null;
}
