import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Refuses to take back what a job still writes: what it does afterwards would stay, and nothing would take it back. */
export async function requireEnded(ctx: Context, id: string): Promise<void> {
  const job = ctx.db.table('job');
  const going = await ctx.db.maybe(sql`select 1 from ${job} j where j.done_at is null and (
      (j.kind = 'objects.bulk' and j.payload ->> 'id' = ${id}) or
      (j.kind = 'objects.move_options' and j.payload ->> 'set' = ${id}) or
      (j.kind = 'objects.undo' and exists (select 1 from ${ctx.db.table('undo_run')} u
        where u.undo_id = ${id}::uuid and u.job_id = j.id))) limit 1`);
  if (going) fail('change_set.goes_on');
}
