import { sql } from '#kernel/database';
import { compileFilter, getObject } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { Candidate } from '../assigning/choose-member.ts';

/** A rule as it decides, with whoever had the last turn. */
export interface RuleRow {
  id: string;
  name: string;
  condition: string | null;
  members: string[] | null;
  team: string | null;
  way: 'turns' | 'load';
  by: 'territories' | 'skills' | null;
  by_field: string | null;
  manager: string | null;
  last: string | null;
}

const mostRules = 200; // more than anybody keeps in mind

/** The rules in their order. */
export function listRules(ctx: Context): Promise<RuleRow[]> {
  const { fields } = getObject(ctx, 'assignment_rule');
  const column = (key: string) => sql.id('r', fields.get(key)!.column);
  return ctx.db.many<RuleRow>(sql`select r.id, r.name, r.condition, ${column('members')} as members,
      ${column('team')} as team, r.way, ${column('by')} as by, ${column('by_field')} as by_field,
      ${column('manager')} as manager, t.member_id as last
    from ${ctx.db.table('assignment_rule')} r left join ${ctx.db.table('assignment_turn')} t on t.rule_id = r.id
    where r.deleted_at is null order by r.position nulls last, r.name__sort, r.id limit ${mostRules}`);
}

/** Those of some enquiries that a rule is for. */
export async function listMatching(ctx: Context, filter: object, ids: string[]): Promise<string[]> {
  const object = getObject(ctx, 'enquiry');
  const rows = await ctx.db.many<{ id: string }>(sql`select e.id from ${ctx.db.table(object.table)} e
    where e.id = any (${ids}::uuid[]) and ${compileFilter(ctx, object, filter, 'e')}`);
  return rows.map(({ id }) => id);
}

/** Active members with their working time and their open enquiries, by name. */
export function listCandidates(ctx: Context): Promise<Candidate[]> {
  const { table } = ctx.db;
  return ctx.db.many<Candidate>(sql`select m.id, m.name, coalesce(o.open, 0)::int as open, d.hours, d.time_zone,
      d.away_until::text as away_until, d.territories, d.skills
    from ${table('member')} m
    left join lateral (select * from ${table('duty')} u where u.assignee_id = m.id and u.deleted_at is null
      order by u.created_at desc, u.id desc limit 1) d on true
    left join lateral (select count(*) as open from ${table('enquiry')} e where e.owner_id = m.id
      and e.status in ('new', 'assigned') and e.deleted_at is null) o on true
    where m.active and m.deleted_at is null order by m.name__sort, m.id`);
}

/** Keeps who had the last turn of rules. */
export async function keepTurns(ctx: Context, turns: ReadonlyMap<string, string>): Promise<void> {
  if (turns.size === 0) return;
  await ctx.db.run(sql`insert into ${ctx.db.table('assignment_turn')} as t (rule_id, member_id)
    select * from unnest(${[...turns.keys()]}::uuid[], ${[...turns.values()]}::uuid[])
    on conflict (rule_id) do update set member_id = excluded.member_id`);
}

/** The administrator who is told where a rule names nobody: an owner before others, known for longest first. */
export async function findManager(ctx: Context): Promise<string | null> {
  const row = await ctx.db.maybe<{ id: string }>(sql`select id from ${ctx.db.table('member')}
    where active and deleted_at is null and role in ('owner', 'admin')
    order by role desc, created_at, id limit 1`);
  return row?.id ?? null;
}

/** Which of these subjects are open tasks already. */
export async function listOpenTasks(ctx: Context, subjects: string[]): Promise<Set<string>> {
  const rows = await ctx.db.many<{ subject: string }>(sql`select subject from ${ctx.db.table('task')}
    where subject = any (${subjects}::text[]) and not done and deleted_at is null`);
  return new Set(rows.map(({ subject }) => subject));
}
