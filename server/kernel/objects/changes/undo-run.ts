import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Actor, Context } from '#kernel/workspace';
import { readFieldChanges } from '../customize/field-history.ts';
import { inChangeSet } from '../records/write-set.ts';
import { findSharing, undoSharing } from '../rights/undo-sharing.ts';
import type { Conflict, Overwrite } from './conflicts.ts';
import { partMerged, type Parted } from '../unmerge/unmerge.ts';
import { undoFieldChanges } from './undo-fields.ts';
import {
  beforeAll,
  claimChangeSet,
  markUndone,
  readPage,
  undoChangeSet,
  undoingOptions,
  undoneAtOnce,
  undoPage,
  type Undone,
  type Wishes,
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
  overwrite: Overwrite;
  done_to: string;
  seen: number;
  undone: number;
  conflicts: Conflict[];
}

interface UndoOptions extends Wishes {
  /** Of a merge: to which side a record goes, where it is not the one that Kith would choose. */
  move: Record<string, string>;
}

const plainly: UndoOptions = { overwrite: [], move: {}, preview: false };

/** Takes a change set back: a small one at once, a large one, or one that was begun before, as a job that goes on where
 * the last one stopped. */
export async function startUndo(ctx: Context, id: string, options = plainly): Promise<Undone | UndoQueued | Parted> {
  const set = await claimChangeSet(ctx, id);
  if (set.merges) return partMerged(ctx, set, options);
  const changes = set.records <= undoneAtOnce ? await readFieldChanges(ctx, id) : [];
  if (changes.length > 0) return { ...(await undoFieldChanges(ctx, set, { ...options, changes })), model: true };
  const kept = set.records === 1 ? await findSharing(ctx, id) : null;
  if (kept) return undoSharing(ctx, set, { ...options, kept });
  // A change set only grows: one that is small was never begun as a job.
  if (set.records <= undoneAtOnce) return undoChangeSet(ctx, set, options);
  if (options.preview) return { change_set_id: null, preview: true, undone: set.records, conflicts: [] };
  const begun = await findRun(ctx, id);
  if (begun?.job_id && (await isOpen(ctx, begun.job_id))) return queued(begun.job_id, begun);
  const jobId = await enqueue(ctx, undoJob, { id }, { priority: 6 });
  await begin(ctx, id, { jobId, overwrite: options.overwrite });
  return queued(jobId!, begun);
}

/** Does again what was taken back: takes back the undo that holds. */
export async function startRedo(ctx: Context, id: string, options: UndoOptions): Promise<Undone | UndoQueued | Parted> {
  const set = await ctx.db.maybe<{ by: string | null }>(sql`select undone_by_id as by
    from ${ctx.db.table('change_set')} where id = ${id}::uuid`);
  if (!set) return fail('change_set.not_found');
  return startUndo(ctx, set.by ?? fail('change_set.not_undone'), options);
}

/** Takes a change set back inside a job that goes on afterwards: a large one page by page, so that a second try goes on
 * where the first one stopped. Null where the job is to stop first. */
export async function undoWithin(job: JobRun, id: string): Promise<Undone | null> {
  const done = await job.transaction(
    async (ctx) => {
      const set = await claimChangeSet(ctx, id);
      if (set.records <= undoneAtOnce) return undoChangeSet(ctx, set, plainly);
      await begin(ctx, id, { jobId: null, overwrite: [] });
      return null;
    },
    { timeout: 120_000 },
  );
  return done ?? takeSteps(job, id);
}

/** Begins an undo, or goes on with one that was stopped half-way. */
async function begin(ctx: Context, id: string, { jobId, overwrite }: { jobId: string | null; overwrite: Overwrite }) {
  await ctx.db.run(sql`insert into ${ctx.db.table('undo_run')} as r
    (change_set_id, undo_id, job_id, actor, overwrite, done_to)
    values (${id}::uuid, ${newId()}::uuid, ${jobId}::uuid, ${JSON.stringify(ctx.actor)}::jsonb,
      ${JSON.stringify(overwrite)}::jsonb, ${beforeAll})
    on conflict (change_set_id) do update set job_id = excluded.job_id, actor = excluded.actor,
      overwrite = excluded.overwrite`);
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
  // Where somebody asked for the undo anew, another job goes on with it.
  again: async (ctx, { id }) => {
    const run = await findRun(ctx, id);
    return run !== null && (run.job_id === null || !(await isOpen(ctx, run.job_id)));
  },
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
  if (page.length === 0) return { seen: set.records, total: set.records, result: await finish(ctx, job, run) };
  const conflicts: Conflict[] = [];
  // In the name and with the rights of whoever asked.
  const asked = { ...ctx, actor: run.actor };
  const { result: undone } = await inChangeSet(asked, { ...undoingOptions(asked, set), id: run.undo_id }, (writes) =>
    undoPage(writes, page, { conflicts, overwrite: run.overwrite, preview: false }),
  );
  const listed = [...run.conflicts, ...conflicts].slice(0, listedConflicts);
  await ctx.db.run(sql`update ${ctx.db.table('undo_run')} set done_to = ${page.at(-1)!.record_id}::uuid,
    seen = seen + ${page.length}, undone = undone + ${undone}, conflicts = ${JSON.stringify(listed)}::jsonb
    where change_set_id = ${id}::uuid`);
  return { seen: run.seen + page.length, total: set.records, result: null };
}

/** Where everything was changed again since, nothing was taken back: then the change set stays as it is. */
async function finish(ctx: Context, job: JobRun, run: UndoRun): Promise<Undone> {
  const { change_set_id: id, undo_id, undone, conflicts } = run;
  await ctx.db.run(sql`delete from ${ctx.db.table('undo_run')} where change_set_id = ${id}::uuid`);
  const wrote = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('change_set')} where id = ${undo_id}::uuid`);
  if (wrote) await markUndone(ctx, id, undo_id);
  const result = { change_set_id: wrote ? undo_id : null, undone, conflicts };
  // Of an undo that is a part of other work only that work knows the end.
  if (run.job_id === job.id) await job.ends(ctx, result);
  return result;
}
