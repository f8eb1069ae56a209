import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

// Somebody may take it up again once the reason is gone: long enough to come back from a holiday.
const keptDays = 30;

/** Forgets bulk work whose job was parked long ago, or is gone. What it did stays, and its change set takes it back.
 * Answers how many were forgotten. */
export async function forgetParkedBulk({ db }: Context): Promise<number> {
  const over = sql`not exists (select 1 from ${db.table('job')} j
    where j.kind = 'objects.bulk' and j.payload ->> 'id' = r.id::text
      and (j.done_at is null or (j.state = 'parked' and j.done_at > now() - make_interval(days => ${keptDays}))))`;
  await db.run(sql`delete from ${db.table('bulk_item')} i using ${db.table('bulk_run')} r
    where i.run_id = r.id and ${over}`);
  return db.run(sql`delete from ${db.table('bulk_run')} r where ${over}`);
}
