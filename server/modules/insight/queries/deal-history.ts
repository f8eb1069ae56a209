import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { PastDeal } from '../forecast/past-deal.ts';

/** A deal with its history, and the pipeline in which it stands. */
export interface HeldDeal extends PastDeal {
  pipeline: string | null;
}

interface Row {
  id: string;
  pipeline_id: string | null;
  owner_id: string | null;
  outcome: HeldDeal['outcome'] | null;
  worth: string | null;
  opened: number;
  closed: number | null;
  began_ended: boolean | null;
  stages: [number, string][] | null;
}

/** So many deals with what happened to them are read by one statement. */
const historyPage = 5_000;

/** What a deal is worth in the workspace's currency; null where no rate is known. */
function worthSql(alias: string, currency: string): Sql {
  const column = (name: string) => sql.id(alias, name);
  return sql`coalesce(${column('amount__base')}, case when ${column('amount__currency')} = ${currency}
    then ${column('amount')} end)`;
}

/** What the deal `d` held when it was made: what its first change found there, or what it holds now. The history keeps
 * nothing of what a new record held. */
export function firstHeld(ctx: Context, key: 'stage' | 'outcome', now: Sql): Sql {
  return sql`coalesce((select f.before->>${key} from ${ctx.db.table('change')} f where f.record_id = d.id
    and f.verb = 'update' and jsonb_exists(f.after, ${key}) order by f.version limit 1), ${now})`;
}

/** Deals in the order of their ids, each as its history tells it: opened when it was made, ended when it was last
 * marked so. A deal that was made already ended, as imports do, has no age: it is left out. */
export async function readDeals(
  ctx: Context,
  after: string | null,
): Promise<{ deals: HeldDeal[]; last: string | null }> {
  const { table } = ctx.db;
  const { currency, timeZone } = ctx.workspace;
  const day = (at: Sql) => sql`((${at} at time zone ${timeZone})::date - date '1970-01-01')`;
  const rows = await ctx.db.many<Row>(sql`select d.id, d.pipeline_id, d.owner_id, d.outcome,
      ${worthSql('d', currency)}::text as worth, ${day(sql`d.created_at`)} as opened, h.closed,
      ${firstHeld(ctx, 'outcome', sql`d.outcome`)} in ('won', 'lost') as began_ended, h.stages
    from ${table('deal')} d left join lateral (
      select max(${day(sql`c.at`)}) filter (where c.after->>'outcome' in ('won', 'lost')) as closed,
        jsonb_agg(jsonb_build_array(${day(sql`c.at`)}, c.after->>'stage') order by c.at, c.version)
          filter (where c.after->>'stage' is not null) as stages
      from ${table('change')} c where c.record_id = d.id) h on true
    where d.deleted_at is null ${after === null ? sql`` : sql`and d.id > ${after}::uuid`}
    order by d.id limit ${historyPage}`);
  const deals = rows.filter((row) => !row.began_ended).map(dealOf);
  return { deals, last: rows.length < historyPage ? null : rows.at(-1)!.id };
}

function dealOf(row: Row): HeldDeal {
  const ended = row.outcome === 'won' || row.outcome === 'lost';
  const amount = Number(row.worth ?? 0);
  return {
    id: row.id,
    pipeline: row.pipeline_id,
    opened: row.opened,
    // Marked without a trace: it ended no earlier than it began.
    closed: ended ? (row.closed ?? row.opened) : null,
    outcome: ended ? (row.outcome as 'won' | 'lost') : 'open',
    amount,
    won: row.outcome === 'won' ? amount : 0,
    owner: row.owner_id,
    stages: (row.stages ?? []).map(([entered, stage]) => ({ day: entered, stage })),
  };
}

/** How many deals were won and lost here, and how many days ago the first of them: what has to be before a forecast is
 * tried. */
export async function countEnded(ctx: Context): Promise<{ won: number; lost: number; days: number }> {
  const { table } = ctx.db;
  return ctx.db.one(sql`select count(*) filter (where d.outcome = 'won')::int as won,
      count(*) filter (where d.outcome = 'lost')::int as lost,
      coalesce(extract(day from ${ctx.now.toISOString()}::timestamptz - min(coalesce(d.stage_since, d.created_at))),
        0)::int as days
    from ${table('deal')} d where d.deleted_at is null and d.outcome in ('won', 'lost')
      and ${firstHeld(ctx, 'outcome', sql`d.outcome`)} not in ('won', 'lost')`);
}
