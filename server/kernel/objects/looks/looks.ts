import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { toldChangesSql } from '../changes/entry-fields.ts';
import { scopeSql } from '../query/scope.ts';

/** A look that follows another one within this time is the same one: whoever goes from a list to a record and back
 * still sees what was new. */
const sameLookMinutes = 30;

/** Looks that are kept of each member: more records than a person remembers having seen. */
const mostLooks = 5_000;

function requireMember(ctx: Context): string {
  return ctx.actor.memberId ?? fail('access.not_allowed', { detail: 'Only a member looks at things.' });
}

/** Remembers that the actor looks at something now: a record by its id, or a list by the plural name of its object.
 * Answers with when they looked before; null the first time. No change set: nothing of the firm's was changed. */
export async function look(ctx: Context, at: string): Promise<string | null> {
  const now = ctx.now.toISOString();
  const table = ctx.db.table('look');
  const row = await ctx.db.one<{ before: string | null }>(sql`insert into ${table} as l (member_id, what, at)
    values (${requireMember(ctx)}::uuid, ${at}, ${now}::timestamptz)
    on conflict (member_id, what) do update set at = excluded.at,
      before = case when l.at < excluded.at - make_interval(mins => ${sameLookMinutes}) then l.at else l.before end
    returning before`);
  return row.before;
}

/** Forgets the oldest looks of the actor, beyond those that are kept. */
export async function forgetOldLooks(ctx: Context): Promise<void> {
  const table = ctx.db.table('look');
  const member = sql`member_id = ${requireMember(ctx)}::uuid`;
  await ctx.db.run(sql`delete from ${table} where ${member} and what in (select what from ${table} where ${member}
    order by at desc, what offset ${mostLooks})`);
}

/** When others changed some records since an instant and since the actor looked at each; those alone that were. */
export async function listChangedSince(
  ctx: Context,
  object: ObjectModel,
  { ids, since }: { ids: string[]; since: string },
): Promise<Record<string, string>> {
  const member = requireMember(ctx);
  const rows = await ctx.db.many<{ id: string; at: string }>(sql`select t.id, max(c.at) as at
    from ${ctx.db.table(object.table)} t
    left join ${ctx.db.table('look')} l on l.member_id = ${member}::uuid and l.what = t.id::text
    join ${ctx.db.table('change')} c on c.record_id = t.id and c.at > greatest(${since}::timestamptz, l.at)
    join ${ctx.db.table('change_set')} s on s.id = c.change_set_id and s.member_id is distinct from ${member}::uuid
    where t.id = any (${ids}::uuid[]) and ${toldChangesSql(object)}
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })} group by t.id`);
  return Object.fromEntries(rows.map((row) => [row.id, row.at]));
}

/** The fields of a record that others changed since an instant. */
export async function listFieldsSince(ctx: Context, id: string, since: string): Promise<string[]> {
  const rows = await ctx.db.many<{ field: string }>(sql`select distinct f.field
    from ${ctx.db.table('change')} c
    join ${ctx.db.table('change_set')} s on s.id = c.change_set_id
      and s.member_id is distinct from ${requireMember(ctx)}::uuid
    cross join lateral jsonb_object_keys(c.after) f (field)
    where c.record_id = ${id}::uuid and c.at > ${since}::timestamptz and c.verb = 'update' order by 1`);
  return rows.map((row) => row.field);
}
