import { sql, type Sql } from '#kernel/database';
import { columnSeen, getObject, rowsOf, titleSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** What became of a deal since a moment. A deal may be told under several. */
export const becameKinds = ['came', 'won', 'lost', 'slipped', 'grew', 'shrank', 'forward', 'back', 'went'] as const;
export type BecameKind = (typeof becameKinds)[number];

/** How many, and their worth in the workspace's currency: of what grew or shrank, by how much. */
export interface KindSum {
  kind: BecameKind;
  count: number;
  sum: string;
  /** Deals in other currencies without a rate: not in the sum. */
  left_out: number;
}

/** A deal at one of the moments. */
export interface DealThen {
  stage: string | null;
  amount: string | null;
  currency: string | null;
  worth: string | null;
  closes_on: string | null;
  outcome: string | null;
}

/** A deal that is not what it was; a side is null where it was not there. */
export interface ChangedDeal {
  id: string;
  name: string | null;
  became: BecameKind[];
  before: DealThen | null;
  after: DealThen | null;
}

interface Asked {
  /** The moment as text. */
  since: string;
  pipeline: string | null;
}

const mostNamed = 500; // the sums are of all; of the names nobody reads more

/** What became of the deals that the reader may see since a moment: sums by kind, and the worthiest of them by name. */
export async function readChanged(
  ctx: Context,
  asked: Asked,
): Promise<{ sums: KindSum[]; deals: ChangedDeal[]; more: boolean }> {
  const both = await pairsSql(ctx, asked);
  const sums = await ctx.db.many<KindSum>(sql`with ${both} select k.kind, count(*)::int as count,
      coalesce(sum(d.worth), 0)::numeric(30, 2)::text as sum, (count(*) - count(d.worth))::int as left_out
    from p cross join lateral unnest(p.became) k (kind) cross join lateral (select case
      when k.kind in ('grew', 'shrank') then p.growth when k.kind = 'went' then p.worth_before
      else p.worth_after end as worth) d group by k.kind`);
  const deals = await ctx.db.many<ChangedDeal>(sql`with ${both} select id, name, became, "before", "after"
    from p where cardinality(became) > 0
    order by coalesce(worth_after, worth_before) desc nulls last, id limit ${mostNamed + 1}`);
  return { sums, deals: deals.slice(0, mostNamed), more: deals.length > mostNamed };
}

/** Every deal that is there at one of the moments, once, with both its sides and what became of it. */
async function pairsSql(ctx: Context, { since, pipeline }: Asked): Promise<Sql> {
  const deal = getObject(ctx, 'deal');
  const seen = (column: string) => columnSeen(ctx, 'deal', { alias: 't', column });
  const side = async (as_of: string | undefined) => {
    const filter = pipeline === null ? undefined : { field: 'pipeline', is: pipeline };
    const rows = await rowsOf(ctx, deal, { filter, as_of });
    // A deal without an amount brings nothing; one whose worth is not known is left out of the sums.
    return sql`select t.id, ${titleSql(deal, 't')} as name, ${seen('stage_id')} as stage, ${seen('amount')} as amount,
      ${seen('amount__currency')} as currency, ${seen('closes_on')} as closes_on, ${seen('outcome')} as outcome,
      case when ${seen('amount')} is null then 0 when ${seen('amount__currency')} = ${ctx.workspace.currency}
        then ${seen('amount')} else ${seen('amount__base')} end as worth from ${rows.from} where ${rows.where}`;
  };
  const [before, after] = [await side(since), await side(undefined)];
  const stage = ctx.db.table('stage');
  const there = sql`a.id is not null and b.id is not null`;
  const ends = (outcome: string) =>
    sql`coalesce(b.outcome = ${outcome} and a.outcome is distinct from ${outcome}, false)`;
  const moved = sql`${there} and x.pipeline_id = y.pipeline_id and not ${ends('won')} and not ${ends('lost')}`;
  const other = sql`${there} and (a.amount, a.currency) is distinct from (b.amount, b.currency)`;
  const growth = sql`coalesce(b.worth - a.worth, case when a.currency = b.currency then b.amount - a.amount end)`;
  return sql`a as (${before}), b as (${after}), p as (select coalesce(a.id, b.id) as id,
      coalesce(b.name, a.name) as name, a.worth as worth_before, b.worth as worth_after, b.worth - a.worth as growth,
      ${sideJson('a')} as "before", ${sideJson('b')} as "after",
      array_remove(array[
        case when a.id is null then 'came' end,
        case when ${ends('won')} then 'won' end,
        case when ${ends('lost')} then 'lost' end,
        case when ${there} and b.outcome = 'open' and b.closes_on > a.closes_on then 'slipped' end,
        case when ${other} and ${growth} > 0 then 'grew' end,
        case when ${other} and ${growth} < 0 then 'shrank' end,
        case when ${moved} and y.position > x.position then 'forward' end,
        case when ${moved} and y.position < x.position then 'back' end,
        case when b.id is null then 'went' end], null) as became
    from a full join b on b.id = a.id left join ${stage} x on x.id = a.stage left join ${stage} y on y.id = b.stage)`;
}

const sideJson = (alias: string): Sql => {
  const column = (name: string) => sql.id(alias, name);
  return sql`case when ${column('id')} is not null then jsonb_build_object('stage', ${column('stage')},
    'amount', ${column('amount')}::numeric(30, 2)::text, 'currency', ${column('currency')},
    'worth', ${column('worth')}::numeric(30, 2)::text, 'closes_on', ${column('closes_on')},
    'outcome', ${column('outcome')}) end`;
};
