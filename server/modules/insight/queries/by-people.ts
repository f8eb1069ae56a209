import { sql, type Sql } from '#kernel/database';
import { columnSeen, getObject, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { Quarter } from '../quarter.ts';

/** What one person's deals bring in a quarter, as people say it: decimal text in the workspace's currency. */
export interface PersonSums {
  owner: string | null;
  closed: string;
  commit: string;
  best: string;
  pipeline: string;
  /** Deals in other currencies whose worth is not known: in none of the sums. */
  left_out: number;
}

const most = 2_000; // members of one workspace that have deals

/** Sums of the deals that the reader may see, by owner: won in the quarter, and open with a day to close in it. Where
 * nobody said what to expect of a deal, its probability does. One statement. */
export async function sumByPeople(ctx: Context, { from, to }: Quarter, pipeline: string | null): Promise<PersonSums[]> {
  const { table } = ctx.db;
  const { currency, timeZone } = ctx.workspace;
  const seen = (column: string) => columnSeen(ctx, 'deal', { alias: 'd', column });
  const part = (condition: Sql) => sql`coalesce(sum(s.worth) filter (where ${condition}), 0)::numeric(30, 2)::text`;
  // Whoever marks a deal as won has it enter the stage of the won ones.
  const wonOn = sql`(${seen('stage_since')} at time zone ${timeZone})::date`;
  const between = (day: Sql) => sql`${day} between ${from}::date and ${to}::date`;
  return ctx.db.many<PersonSums>(sql`select s.owner, ${part(sql`s.category = 'closed'`)} as closed,
      ${part(sql`s.category = 'commit'`)} as "commit", ${part(sql`s.category = 'best'`)} as best,
      ${part(sql`s.category = 'pipeline'`)} as pipeline,
      count(*) filter (where s.amount is not null and s.worth is null)::int as left_out
    from (select ${seen('owner_id')} as owner, ${seen('amount')} as amount,
        coalesce(${seen('amount__base')}, case when ${seen('amount__currency')} = ${currency}
          then ${seen('amount')} end) as worth,
        case when ${seen('outcome')} = 'won' then 'closed' else coalesce(${seen('forecast_category')},
          case when ${seen('probability')} >= 75 then 'commit' when ${seen('probability')} >= 50 then 'best'
            when ${seen('probability')} = 0 then 'omitted' else 'pipeline' end) end as category
      from ${table('deal')} d
      where d.deleted_at is null and ${scopeSql(ctx, getObject(ctx, 'deal'), { verb: 'read', alias: 'd' })}
        ${pipeline === null ? sql`` : sql`and ${seen('pipeline_id')} = ${pipeline}::uuid`}
        and ((${seen('outcome')} = 'open' and ${between(seen('closes_on'))})
          or (${seen('outcome')} = 'won' and ${between(wonOn)}))) s
    group by s.owner order by s.owner limit ${most}`);
}

/** What somebody, or a team, is to win in a quarter. */
export interface TargetSum {
  member: string | null;
  team: string | null;
  amount: string;
}

/** The targets of a quarter that the reader may see: its own, else what its months add up to. */
export async function listTargets(ctx: Context, { from, to }: Quarter): Promise<TargetSum[]> {
  const seen = (column: string) => columnSeen(ctx, 'target', { alias: 't', column });
  const { currency } = ctx.workspace;
  return ctx.db.many<TargetSum>(sql`select s.member, s.team, coalesce(sum(s.worth) filter (where s.whole),
      sum(s.worth))::numeric(30, 2)::text as amount
    from (select ${seen('owner_id')} as member,
        case when ${seen('owner_id')} is null then ${seen('team_id')} end as team,
        ${seen('length')} is distinct from 'month' as whole,
        coalesce(${seen('amount__base')}, case when ${seen('amount__currency')} = ${currency}
          then ${seen('amount')} end) as worth
      from ${ctx.db.table('target')} t
      where t.deleted_at is null and ${scopeSql(ctx, getObject(ctx, 'target'), { verb: 'read', alias: 't' })}
        and ${seen('starts_on')} between ${from}::date and ${to}::date) s
    where s.worth is not null and (s.member is not null or s.team is not null)
    group by s.member, s.team order by s.member, s.team limit ${most}`);
}
