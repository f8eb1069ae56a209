import { newId, sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Actor, Context } from '#kernel/workspace';
import { readFieldChanges } from '../customize/field-history.ts';
import { inChangeSet } from '../records/write-set.ts';
import { findSharing, undoSharing } from '../rights/undo-sharing.ts';
import { undoFieldChanges } from './undo-fields.ts';
import {
  beforeAll,
  claimChangeSet,
  readPage,
  undoChangeSet,
  undoingOptions,
  undoneAtOnce,
  undoPage,
  type Conflict,
  type Undone,
} from './undo.ts';

/** Records of one page of a large undo: one transaction each. */
const pageSize = 500;

/** Conflicts that the result of a large undo lists; a person decides about no more. */
const listedConflicts = 1_000;

/** An undo that goes on in the background: GET /api/v1/jobs/{job_id} tells how far it is and at the end its result. */
export interface UndoQueued extends Undone {
  job_id: string;
}

interface UndoRun {
  change_set_id: string;
  undo_id: string;
  job_id: string | null;
  actor: Actor;
  force: boolean;
  done_to: string;
  seen: number;
  undone: number;
  conflicts: Conflict[];
}

/** Takes a change set back: a small one at once, a large one, or one that was begun before, as a job that goes on where
 * the last one stopped. */
export async function startUndo(ctx: Context, id: string, options: { force: boolean }): Promise<Undone | UndoQueued> {
  const set = await claimChangeSet(ctx, id);
  const changes = set.records <= undoneAtOnce ? await readFieldChanges(ctx, id) : [];
  if (changes.length > 0) return { ...(await undoFieldChanges(ctx, set, { ...options, changes })), model: true };
  const kept = set.records === 1 ? await findSharing(ctx, id) : null;
  if (kept) return undoSharing(ctx, set, { ...options, kept });
  // A change set only grows: one that is small was never begun as a job.
  if (set.records <= undoneAtOnce) return undoChangeSet(ctx, set, options);
  const begun = await findRun(ctx, id);
  if (begun?.job_id && (await isOpen(ctx, begun.job_id))) return queued(begun.job_id, begun);
  const jobId = await enqueue(ctx, undoJob, { id }, { priority: 6 });
  await begin(ctx, id, { jobId, force: options.force });
  return queued(jobId!, begun);
}

/** Takes a change set back inside a job that goes on afterwards: a large one page by page, so that a second try goes on
 * where the first one stopped. Null where the job is to stop first. */
export async function undoWithin(job: JobRun, id: string): Promise<Undone | null> {
  const done = await job.transaction(
    async (ctx) => {
      const set = await claimChangeSet(ctx, id);
      if (set.records <= undoneAtOnce) return undoChangeSet(ctx, set, { force: false });
      await begin(ctx, id, { jobId: null, force: false });
      return null;
    },
    { timeout: 120_000 },
  );
  return done ?? takeSteps(job, id);
}

/** Begins an undo, or goes on with one that was stopped half-way. */
async function begin(ctx: Context, id: string, { jobId, force }: { jobId: string | null; force: boolean }) {
  await ctx.db.run(sql`insert into ${ctx.db.table('undo_run')} as r
    (change_set_id, undo_id, job_id, actor, force, done_to)
    values (${id}::uuid, ${newId()}::uuid, ${jobId}::uuid, ${JSON.stringify(ctx.actor)}::jsonb, ${force},
      ${beforeAll})
    on conflict (change_set_id) do update set job_id = excluded.job_id, actor = excluded.actor,
      force = excluded.force`);
}

function queued(jobId: string, begun: UndoRun | null): UndoQueued {
  return { job_id: jobId, change_set_id: null, undone: begun?.undone ?? 0, conflicts: begun?.conflicts ?? [] };
}

function findRun(ctx: Context, id: string): Promise<UndoRun | null> {
  return ctx.db.maybe<UndoRun>(sql`select * from ${ctx.db.table('undo_run')}
    where change_set_id = ${id}::uuid for update`);
}

async function isOpen(ctx: Context, jobId: string): Promise<boolean> {
  const job = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('job')}
    where id = ${jobId}::uuid and done_at is null`);
  return job !== null;
}

const input = z.object({ id: z.string() });

/** Takes a large change set back page by page, each a transaction with the place it came to: what was taken back stays
 * so after a crash or a stop, and the next try goes on behind it. */
export const undoJob = defineJob({
  key: 'objects.undo',
  input,
  attempts: 5,
  run: async (job, { id }: z.infer<typeof input>) => (await takeSteps(job, id)) ?? undefinedAfterStop,
});

async function takeSteps(job: JobRun, id: string): Promise<Undone | null> {
  for (;;) {
    const step = await job.transaction((ctx) => takeStep(ctx, job, id), { timeout: 120_000 });
    if (step === null || job.stopped()) return null;
    await job.progress(Math.min(step.seen, step.total), step.total);
    if (step.result) return step.result;
  }
}

interface Step {
  seen: number;
  total: number;
  /** What came of it, once all is taken back. */
  result: Undone | null;
}

/** One page, or the end. Null where a person asked to stop. */
async function takeStep(ctx: Context, job: JobRun, id: string): Promise<Step | null> {
  if (await job.cancelRequested(ctx)) return null;
  const run = await findRun(ctx, id);
  if (!run) return { seen: 0, total: 0, result: { change_set_id: null, undone: 0, conflicts: [] } };
  const set = await claimChangeSet(ctx, id);
  const page = await readPage(ctx, id, { after: run.done_to, limit: pageSize });
  if (page.length === 0) return { seen: set.records, total: set.records, result: await finish(ctx, run) };
  const conflicts: Conflict[] = [];
  // In the name and with the rights of whoever asked.
  const asked = { ...ctx, actor: run.actor };
  const { result: undone } = await inChangeSet(asked, { ...undoingOptions(asked, set), id: run.undo_id }, (writes) =>
    undoPage(writes, page, { conflicts, force: run.force }),
  );
  const listed = [...run.conflicts, ...conflicts].slice(0, listedConflicts);
  await ctx.db.run(sql`update ${ctx.db.table('undo_run')} set done_to = ${page.at(-1)!.record_id}::uuid,
    seen = seen + ${page.length}, undone = undone + ${undone}, conflicts = ${JSON.stringify(listed)}::jsonb
    where change_set_id = ${id}::uuid`);
  return { seen: run.seen + page.length, total: set.records, result: null };
}

/** Where everything was changed again since, nothing was taken back: then the change set stays as it is. */
async function finish(ctx: Context, { change_set_id: id, undo_id, undone, conflicts }: UndoRun): Promise<Undone> {
  await ctx.db.run(sql`delete from ${ctx.db.table('undo_run')} where change_set_id = ${id}::uuid`);
  const marked = await ctx.db.run(sql`update ${ctx.db.table('change_set')} set undone_by_id = ${undo_id}::uuid
    where id = ${id}::uuid and exists (select 1 from ${ctx.db.table('change_set')} u where u.id = ${undo_id}::uuid)`);
  return { change_set_id: marked > 0 ? undo_id : null, undone, conflicts };
}
