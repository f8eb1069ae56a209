import type { Issue } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { RecordsRefused } from '../formula/rules.ts';

/** Lets each record of a write stand or fall by itself: what rules of administrators refuse is known only when all is
 * written, so the write is taken back and done again without the records that broke one. `work` leaves those out. */
export async function sparing<T>(
  ctx: Context,
  object: ObjectModel,
  work: (broken: ReadonlyMap<string, Issue>) => Promise<T>,
): Promise<T> {
  const broken = new Map<string, Issue>();
  // Most objects have no rules: they pay no round trip for it.
  if (object.rules.length === 0) return work(broken);
  await ctx.db.run(sql`savepoint rows`);
  for (;;) {
    const known = broken.size;
    try {
      return await work(broken);
    } catch (error) {
      if (!(error instanceof RecordsRefused)) throw error;
      for (const [id, issue] of error.records) broken.set(id, issue);
      // One that was left out and is refused nonetheless would be so for ever.
      if (broken.size === known) throw error;
      await ctx.db.run(sql`rollback to savepoint rows`);
    }
  }
}
