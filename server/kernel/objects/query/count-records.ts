import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Rows } from '../past/past-rows.ts';

/** How many records there are: exact, or an estimate with the number that is proven. */
export interface Total {
  count: number;
  exact: boolean;
  /** With an estimate: so many there are at least, for they were counted. */
  at_least?: number;
}

/** How a list is counted: exactly as far as that is bearable, or so that it costs no more than a page. */
export type Counting = boolean | 'quick';

interface Explained {
  'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
}

// 100,000 rows are walked in some 20 ms where all of them match; a page shall not wait for that (performance.md §2.3).
const countedUpTo = { exact: 100_000, quick: 1_000 };

/** Counts rows up to a bound and reads none beyond it; above, the planner says how many it expects. */
export async function countRecords(ctx: Context, { from, where }: Rows, counting: Counting): Promise<Total> {
  const most = countedUpTo[counting === 'quick' ? 'quick' : 'exact'];
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from (select 1
    from ${from} where ${where} limit ${most + 1}) capped`);
  if (n <= most) return { count: n, exact: true };
  const explained = await ctx.db.one<Explained>(sql`explain (format json) select 1 from ${from} where ${where}`);
  const expected = explained['QUERY PLAN'][0].Plan['Plan Rows'];
  return { count: Math.max(Math.round(expected), n), exact: false, at_least: n };
}
