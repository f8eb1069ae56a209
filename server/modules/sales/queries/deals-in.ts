import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** The deals that stand in some stages, at most so many, whoever may see them. */
export async function dealsIn(ctx: Context, stages: readonly string[], most: number): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('deal')}
    where stage_id = any (${[...stages]}::uuid[]) and deleted_at is null order by id limit ${most}`);
  return rows.map(({ id }) => id);
}

/** The gates of some stages. */
export async function gatesOf(ctx: Context, stages: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('stage_gate')}
    where stage_id = any (${[...stages]}::uuid[]) and deleted_at is null order by id`);
  return rows.map(({ id }) => id);
}
