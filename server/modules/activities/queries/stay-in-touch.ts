import { sql, type Sql } from '#kernel/database';
import { entryColumn, getObject, readableEntriesSql, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { daysBetween, openerFor, reasonFor, type Words } from '../opener.ts';
import { companyOf, presentPerson, seen, type Columns, type PersonLine, type PersonRow } from './person-line.ts';

/** Somebody to speak with, why now, and how to begin. */
export interface TouchLine {
  person: PersonLine;
  last_contact_at: string | null;
  last_contact_by: { id: string; name: string | null } | null;
  due_since_days: number;
  cadence_days: number | null;
  reason: Words;
  opener: Words;
}

/** A row of `touchSql`. */
export interface TouchRow extends PersonRow {
  last_contact_at: string | null;
  last_contact_by_id: string | null;
  cadence: number | null;
  quick_facts: string | null;
  birthday: string | null;
  due_at: string;
  deal: string | null;
  deal_id: string | null;
  last_kind: string | null;
  last_title: string | null;
  last_at: string | null;
}

const most = 20; // whom one can speak with in a day
const dealSilenceDays = 30; // an open deal without a word for a month is going cold

/** Whom to speak with, for `readParts`: people whose rhythm has run out, the most overdue first, then people with an
 * open deal who heard nothing for long; those the member owns and those nobody owns, without those put off. */
export function touchSql(ctx: Context): Sql {
  return sql`select p.*, l.kind as last_kind, l.title as last_title, l.at as last_at
    from ((${overdueSql(ctx)}) union all (${coldDealsSql(ctx)})) p
    left join lateral (${lastEntrySql(ctx)}) l on true
    order by p.deal_id is not null, p.due_at, coalesce(p.deal_id, p.id)`;
}

/** The first lines of what `touchSql` found, each person once. */
export function choosePeople(found: TouchRow[]): TouchRow[] {
  return [...new Map(found.toReversed().map((row) => [row.id, row])).values()].toReversed().slice(0, most);
}

/** Lines as Home shows them. `names` holds those of the members who spoke with them last. */
export function presentTouch(ctx: Context, rows: TouchRow[], names: ReadonlyMap<string, string>): TouchLine[] {
  return rows.map((row) => {
    const cadenceDays = row.cadence === null ? null : Math.round(row.cadence / 86_400);
    const by = row.last_contact_by_id;
    const facts = {
      now: ctx.now,
      timeZone: ctx.workspace.timeZone,
      cadenceDays,
      overdueDays: daysBetween(row.due_at, ctx.now),
      silentDays: row.last_contact_at === null ? null : daysBetween(row.last_contact_at, ctx.now),
      deal: row.deal,
      last: row.last_kind === null ? null : { kind: row.last_kind, title: row.last_title!, at: row.last_at! },
      quickFacts: row.quick_facts,
      birthday: row.birthday,
    };
    return {
      person: presentPerson(row),
      last_contact_at: row.last_contact_at,
      last_contact_by: by === null ? null : { id: by, name: names.get(by) ?? null },
      due_since_days: facts.overdueDays,
      cadence_days: cadenceDays,
      reason: reasonFor(facts),
      opener: openerFor(facts),
    };
  });
}

function columnsOf(p: Columns): Sql {
  return sql`p.id, p.name->>'full' as name, ${p('title')} as title, c.id as company_id, c.name as company,
    ${p('last_contact_at')} as last_contact_at, ${p('last_contact_by_id')} as last_contact_by_id,
    ${p('cadence')} as cadence, ${p('quick_facts')} as quick_facts, ${p('birthday')} as birthday`;
}

function overdueSql(ctx: Context): Sql {
  const p = seen(ctx, 'person', 'p');
  const due = sql`coalesce(${p('last_contact_at')}, p.created_at) + make_interval(secs => ${p('cadence')})`;
  return sql`select ${columnsOf(p)}, ${due} as due_at, null::text as deal, null::uuid as deal_id
    from ${ctx.db.table('person')} p ${companyOf(ctx)}
    where p.deleted_at is null and ${p('cadence')} > 0 and ${due} < ${ctx.now.toISOString()}::timestamptz
      and ${reachable(ctx)} order by ${due}, p.id limit ${most}`;
}

function coldDealsSql(ctx: Context): Sql {
  const [p, d] = [seen(ctx, 'person', 'p'), seen(ctx, 'deal', 'd')];
  const since = sql`coalesce(${p('last_contact_at')}, d.created_at)`;
  const before = new Date(ctx.now.getTime() - dealSilenceDays * 86_400_000).toISOString();
  return sql`select ${columnsOf(p)}, ${since} + make_interval(days => ${dealSilenceDays}) as due_at, d.title as deal,
    d.id as deal_id
    from ${ctx.db.table('deal')} d join ${ctx.db.table('person')} p on p.id = ${d('person_id')}
    ${companyOf(ctx)}
    where d.deleted_at is null and ${d('outcome')} = 'open' and p.deleted_at is null
      and ${since} < ${before}::timestamptz
      and (${d('owner_id')} = ${ctx.actor.memberId}::uuid or ${d('owner_id')} is null)
      and coalesce(${p('cadence')}, 0) <= 0
      and ${scopeSql(ctx, getObject(ctx, 'deal'), { verb: 'read', alias: 'd' })} and ${reachable(ctx)}
    order by ${since}, d.id limit ${most}`;
}

/** Mine or nobody's, mine to see, and not put off until later. */
function reachable(ctx: Context): Sql {
  const me = ctx.actor.memberId;
  const p = seen(ctx, 'person', 'p');
  return sql`(${p('owner_id')} = ${me}::uuid or ${p('owner_id')} is null)
    and ${scopeSql(ctx, getObject(ctx, 'person'), { verb: 'read', alias: 'p' })}
    and not exists (select 1 from ${ctx.db.table('home_snooze')} s where s.member_id = ${me}::uuid and
      s.person_id = p.id
      and s.until > ${ctx.now.toISOString()}::timestamptz)`;
}

/** What was last spoken of with the person `p`. */
function lastEntrySql(ctx: Context): Sql {
  const title = entryColumn(ctx, 'title');
  return sql`select kind, ${title} as title, at from ${ctx.db.table('timeline')}
    where object = 'person' and record_id = p.id and kind in ('call', 'meeting', 'mail', 'letter', 'chat', 'note')
      and ${title} is not null and ${readableEntriesSql(ctx)} and at <= ${ctx.now.toISOString()}::timestamptz
    order by at desc, entry_id desc limit 1`;
}

/** Puts a person off until a day; nobody else's list changes. */
export async function snoozePerson(ctx: Context, personId: string, until: Date): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('home_snooze')} (member_id, person_id, until)
    values (${ctx.actor.memberId}, ${personId}, ${until.toISOString()})
    on conflict (member_id, person_id) do update set until = excluded.until`);
}
