import { newId, sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs';
import { createRecords, getObject, inChangeSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { planFirm } from './plan-firm.ts';
import { sampleViews } from './views.ts';
import { writeDocuments } from './write-documents.ts';

const batch = 1_000; // records of one INSERT: its JSON stays below a megabyte or two
const timeLimit = 120_000;

/** Fills a workspace with the sample firm as one change set, so that one undo takes all of it away but its quotes,
 * orders, invoices and payments. All of it is written in one transaction: a crash leaves nothing behind, and the next
 * try starts afresh. */
export const addSampleJob: JobDefinition<{ member: string }> = defineJob({
  key: 'app.add_sample',
  input: z.object({ member: z.string() }),
  attempts: 3,
  run: (job, { member }) =>
    job.transaction(
      async (ctx) => {
        const { timeZone, language } = ctx.workspace;
        // Its change set has the id of the job: a second try after an answer that was not heard adds nothing.
        const before = await ctx.db.maybe<{ records: number }>(sql`select records from ${ctx.db.table('change_set')}
          where id = ${job.id}::uuid`);
        if (before) return { change_set_id: job.id, records: before.records };
        const { plan, documents } = planFirm({ now: ctx.now, timeZone, language, member });
        const total = [...plan.values()].reduce((n, records) => n + records.length, 0);
        let done = 0;
        const options = { origin: 'system', label: 'Sample data', id: job.id } as const;
        const { changeSetId } = await inChangeSet(ctx, options, async (set) => {
          for (const [key, records] of plan) {
            for (let at = 0; at < records.length; at += batch) {
              done += (await createRecords(set, getObject(ctx, key), records.slice(at, at + batch))).length;
              await job.progress(done, total);
            }
          }
        });
        await writeDocuments(ctx, documents, member);
        await addViews(ctx, member);
        return { change_set_id: changeSetId, records: total };
      },
      { timeout: timeLimit },
    ),
});

/** Queues the sample firm once for a workspace; answers with the job, or null where it was added before. */
export async function queueSample(ctx: Context): Promise<string | null> {
  const owner = await ctx.db.one<{ id: string }>(sql`select id from ${ctx.db.table('member')}
    where role = 'owner' and deleted_at is null order by created_at, id limit 1`);
  return enqueue(ctx, addSampleJob, { member: owner.id }, { once: 'first', priority: 1 });
}

async function addViews(ctx: Context, member: string): Promise<void> {
  for (const [position, view] of sampleViews(ctx.workspace.language).entries()) {
    const { object, name, kind, filter, sort, columns, group_by } = view;
    await ctx.db.run(sql`insert into ${ctx.db.table('view')}
        (id, object, name, kind, filter, sort, columns, group_by, shared, member_id, position)
      values (${newId()}, ${object}, ${name}, ${kind}, ${JSON.stringify(filter)}::jsonb, ${sort}, ${columns},
        ${group_by}, true, ${member}::uuid, ${position})`);
  }
}
