import { sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { refreshFields } from '../records/summaries.ts';

// Records of one transaction: their rows are locked that long.
const pageSize = 1_000;

/** Works out a rollup that was added, for all records there are. Done again from the start after a crash: what is
 * right already is not written. */
export const workOutJob = defineJob({
  key: 'objects.work_out',
  input: z.object({ object: z.string(), field: z.string() }),
  attempts: 5,
  run: async (job, given: { object: string; field: string }) => {
    const object = catalogOf(job).objects.get(given.object);
    const field = object?.fields.get(given.field);
    const written = object && field?.summary ? await workOut(job, object, [field]) : 0;
    return job.stopped() ? undefinedAfterStop : { written };
  },
});

/** Every night: rollups are worked out once more; what differs is put right, and how many did is told with the job. */
export const checkRollupsJob = defineJob({
  key: 'objects.check_rollups',
  input: z.object({}),
  attempts: 3,
  everySeconds: 86_400,
  run: async (job) => {
    const repaired: Record<string, number> = {};
    for (const object of catalogOf(job).objects.values()) {
      const fields = object.stored.filter((field) => field.custom && field.summary && !field.archived);
      if (fields.length === 0) continue;
      const written = await workOut(job, object, fields);
      if (written) repaired[object.api] = written;
    }
    return job.stopped() ? undefinedAfterStop : { repaired };
  },
});

async function workOut(job: JobRun, object: ObjectModel, fields: FieldModel[]): Promise<number> {
  let written = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    if (job.stopped()) return written;
    const page = await job.transaction(async (ctx) => {
      const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table(object.table)}
        where id > ${after}::uuid order by id limit ${pageSize}`);
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) written += await refreshFields(ctx, object, { fields, ids });
      return ids;
    });
    if (page.length < pageSize) return written;
    after = page.at(-1)!;
  }
}

/** Puts the first working out in the queue. */
export async function queueWorkOut(ctx: Context, object: string, field: string): Promise<void> {
  await enqueue(ctx, workOutJob, { object, field });
}
