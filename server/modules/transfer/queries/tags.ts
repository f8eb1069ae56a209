import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Waits for other transactions that make tags, and keeps them waiting until this one ends. */
export async function lockTags(ctx: Context): Promise<void> {
  await ctx.db.run(sql`select pg_advisory_xact_lock(hashtext('tags'))`);
}

/** The ids of living tags by their folded names. */
export async function listTagIds(ctx: Context, keys: string[]): Promise<Map<string, string>> {
  const there = await ctx.db.many<{ id: string; name__sort: string }>(sql`select id, name__sort
    from ${ctx.db.table('tag')} where name__sort = any (${keys}::text[]) and deleted_at is null`);
  return new Map(there.map((tag) => [tag.name__sort, tag.id]));
}
