import { sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';

/** Counts one use of a bounded right in a fixed window; kept in `control`, so all processes share it.
 * Answers with the seconds to wait, or 0. */
export async function useRate(pools: Pools, key: string, limit: { uses: number; seconds: number }): Promise<number> {
  const row = await inControl(pools, (db) =>
    db.one<{ used: number; wait: number }>(sql`insert into ${db.table('rate')} as r (key, window_ends, used)
      values (${key}, now() + make_interval(secs => ${limit.seconds}), 1)
      on conflict (key) do update set
        used = case when r.window_ends < now() then 1 else r.used + 1 end,
        window_ends = case when r.window_ends < now() then excluded.window_ends else r.window_ends end
      returning used, extract(epoch from window_ends - now())::int as wait`),
  );
  return row.used > limit.uses ? Math.max(1, row.wait) : 0;
}

/** Starts the window afresh, after a success. */
export async function clearRate(pools: Pools, key: string): Promise<void> {
  await inControl(pools, (db) => db.run(sql`delete from ${db.table('rate')} where key = ${key}`));
}
