import { sql, type Sql } from '#kernel/database';
import { columnSeen, getObject, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { firstHeld } from './deal-history.ts';

/** From the first to the last day, of one pipeline or all. */
export interface Span {
  from: string;
  to: string;
  pipeline: string | null;
}

/** What came to an open stage in the span, and how it went on. */
export interface StageFlow {
  stage: string;
  entered: number;
  went_on: number;
  /** Of those that left it; null where none did. */
  median_days: number | null;
  /** Some of the deals, no more than a page shows. */
  entered_ids: string[];
  went_on_ids: string[];
}

/** Deals that ended in the span. */
export interface Ended {
  key: string | null;
  won: number;
  lost: number;
  sum: string;
  left_out: number;
  median_days: number | null;
}

const mostGroups = 200; // lines of a report; more is a list
const mostIds = 100; // of a list that a page shows

const seen = (ctx: Context, column: string) => columnSeen(ctx, 'deal', { alias: 'd', column });

/** The deals that the reader may see, of the pipeline that is asked for. */
function dealsSql(ctx: Context, { pipeline }: Span): Sql {
  const own = pipeline === null ? sql`` : sql`and ${seen(ctx, 'pipeline_id')} = ${pipeline}::uuid`;
  return sql`d.deleted_at is null and ${scopeSql(ctx, getObject(ctx, 'deal'), { verb: 'read', alias: 'd' })} ${own}`;
}

const dayIn = (ctx: Context, at: Sql) => sql`(${at} at time zone ${ctx.workspace.timeZone})::date`;

/** How deals went from stage to stage, from their moves: of each that came to an open stage, whether it ever came to a
 * later one of the same pipeline. */
export async function readFlow(ctx: Context, span: Span): Promise<StageFlow[]> {
  const { table } = ctx.db;
  const ids = (condition: Sql) =>
    sql`coalesce((array_agg(e.record_id order by e.record_id) filter (where ${condition}))[1:${mostIds}], '{}')`;
  const deals = dealsSql(ctx, span);
  const since = (at: Sql) => sql`${dayIn(ctx, at)} >= ${span.from}::date`;
  return ctx.db.many<StageFlow>(sql`with s as (select id, pipeline_id, position, outcome,
      case outcome when 'lost' then -1 when 'won' then 1000000 else row_number() over (partition by pipeline_id
        order by position nulls last, id) end as rank from ${table('stage')}),
    v as (select c.record_id, c.at, c.version, c.after->>'stage' as stage
      from ${table('change')} c join ${table('deal')} d on d.id = c.record_id
      where c.object = 'deal' and c.verb = 'update' and jsonb_exists(c.after, 'stage') and ${since(sql`c.at`)}
        and ${deals}
      -- The history keeps nothing of what a new deal held: its first move does, or the deal itself.
      union all select d.id, d.created_at, 0, ${firstHeld(ctx, 'stage', sql`d.stage_id::text`)}
      from ${table('deal')} d where ${since(sql`d.created_at`)} and ${deals}),
    m as (select v.record_id, v.at, s.id as stage, s.outcome, s.rank,
        lead(v.at) over w as left_at, max(s.rank) over (w rows between 1 following and unbounded following) as reached
      from v join s on s.id::text = v.stage window w as (partition by v.record_id order by v.at, v.version)),
    e as (select stage, record_id, bool_or(coalesce(reached > rank, false)) as on_it_went from m
      where outcome = 'open' and ${dayIn(ctx, sql`at`)} <= ${span.to}::date group by stage, record_id),
    t as (select stage, percentile_cont(0.5) within group (order by extract(epoch from left_at - at) / 86400)
        as days from m where left_at is not null and ${dayIn(ctx, sql`at`)} <= ${span.to}::date group by stage)
    select e.stage, count(*)::int as entered, (count(*) filter (where on_it_went))::int as went_on,
      round(min(t.days)::numeric, 1)::float8 as median_days,
      ${ids(sql`true`)} as entered_ids, ${ids(sql`on_it_went`)} as went_on_ids
    from e left join t on t.stage = e.stage join s on s.id = e.stage join ${table('pipeline')} p on p.id = s.pipeline_id
    group by e.stage, p.position, s.pipeline_id, s.rank
    order by p.position nulls last, s.pipeline_id, s.rank limit ${mostGroups}`);
}

/** By what the deals that ended are told apart. */
export type EndedBy = 'owner' | 'source' | 'reason' | 'all';

/** The deals that ended in the span, by the day on which they came to their last stage. One that came in as ended, as
 * imports bring them, is counted and has no age. */
export async function readEnded(ctx: Context, span: Span, by: EndedBy): Promise<Ended[]> {
  const columns = { owner: 'owner_id', source: 'deal_source', reason: 'lost_reason' } as const;
  const key = by === 'all' ? sql`null::text` : sql`nullif(${seen(ctx, columns[by])}::text, '')`;
  const outcome = seen(ctx, 'outcome');
  const { currency } = ctx.workspace;
  const rows = sql`select ${key} as key, ${outcome} as outcome, ${seen(ctx, 'amount')} as amount,
      case when ${seen(ctx, 'amount__currency')} = ${currency} then ${seen(ctx, 'amount')}
        else ${seen(ctx, 'amount__base')} end as worth,
      case when ${firstHeld(ctx, 'outcome', sql`d.outcome`)} not in ('won', 'lost')
        then extract(epoch from ${seen(ctx, 'stage_since')} - d.created_at) / 86400 end as days
    from ${ctx.db.table('deal')} d
    where ${dealsSql(ctx, span)} and ${outcome} in (${by === 'reason' ? sql`'lost'` : sql`'won', 'lost'`})
      and ${dayIn(ctx, seen(ctx, 'stage_since'))} between ${span.from}::date and ${span.to}::date`;
  // Of lost ones the sum is what was lost; else what was won.
  const counted = by === 'reason' ? sql`true` : sql`outcome = 'won'`;
  return ctx.db.many<Ended>(sql`select key, (count(*) filter (where outcome = 'won'))::int as won,
      (count(*) filter (where outcome = 'lost'))::int as lost,
      coalesce(sum(worth) filter (where ${counted}), 0)::numeric(30, 2)::text as sum,
      (count(*) filter (where ${counted} and amount is not null and worth is null))::int as left_out,
      round((percentile_cont(0.5) within group (order by days))::numeric, 1)::float8 as median_days
    from (${rows}) r group by key order by count(*) desc, key nulls last limit ${mostGroups}`);
}

/** How soon enquiries that came in the span were answered, by owner. */
export interface Answering {
  owner: string | null;
  came: number;
  answered: number;
  median_seconds: number | null;
}

/** How soon owners answered the enquiries that the reader may see. */
export async function readAnswering(ctx: Context, span: Span): Promise<Answering[]> {
  const column = (name: string) => columnSeen(ctx, 'enquiry', { alias: 'e', column: name });
  return ctx.db.many<Answering>(sql`select ${column('owner_id')} as owner, count(*)::int as came,
      count(${column('first_answered_at')})::int as answered,
      (percentile_cont(0.5) within group (order by ${column('answer_time')}))::float8 as median_seconds
    from ${ctx.db.table('enquiry')} e
    where e.deleted_at is null and ${scopeSql(ctx, getObject(ctx, 'enquiry'), { verb: 'read', alias: 'e' })}
      and ${column('status')} is distinct from 'suspected'
      and ${dayIn(ctx, column('received_at'))} between ${span.from}::date and ${span.to}::date
    group by 1 order by 2 desc, 1 limit ${mostGroups}`);
}
