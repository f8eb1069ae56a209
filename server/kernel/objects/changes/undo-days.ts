import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Fewer days than this no workspace may choose: what was promised to people holds. */
export const fewestUndoDays = 90;

const name = 'undo_days';

/** For how many days deeds can be taken back, as a value in SQL; null means for ever. */
export function undoDaysSql(ctx: Context): Sql {
  return sql`(select (value #>> '{}')::int from ${ctx.db.table('setting')} where name = ${name})`;
}

/** For how many days deeds can be taken back; null means for ever. */
export async function readUndoDays(ctx: Context): Promise<number | null> {
  return (await ctx.db.one<{ days: number | null }>(sql`select ${undoDaysSql(ctx)} as days`)).days;
}

/** Chooses for how many days deeds can be taken back; the history itself stays whole. */
export async function writeUndoDays(ctx: Context, days: number | null): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('setting')} (name, value)
    values (${name}, ${JSON.stringify(days)}::jsonb) on conflict (name) do update set value = excluded.value`);
}

/** Refuses what is older than the workspace keeps the way back. */
export function requireYoung(ctx: Context, { at, days }: { at?: string; days: number | null }): void {
  if (days === null || at === undefined || ctx.now.getTime() - Date.parse(at) <= days * 86_400_000) return;
  fail('change_set.too_old', { detail: `This workspace takes back what is not older than ${days} days.` });
}
