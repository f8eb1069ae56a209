import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Whether a job still writes the change set `s`: what it does afterwards would stay, and nothing would take it
 * back. */
export function goesOnSql({ db }: Context): Sql {
  return sql`exists (select 1 from ${db.table('job')} j where j.done_at is null and (
      (j.kind = 'objects.bulk' and j.payload ->> 'id' = s.id::text) or
      (j.kind = 'objects.move_options' and j.payload ->> 'set' = s.id::text) or
      (j.kind = 'objects.undo' and exists (select 1 from ${db.table('undo_run')} u
        where u.undo_id = s.id and u.job_id = j.id))))`;
}
