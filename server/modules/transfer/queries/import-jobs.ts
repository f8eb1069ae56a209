import { sql } from '#kernel/database';
import type { StopReason } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';

/** The job that read or ran an import last, as the queue tells it. */
export interface ImportJob {
  id: string;
  progress: unknown;
  state: string;
  error: string | null;
  reason: StopReason | null;
  member_id: string | null;
}

/** The newest job of an import; null before the first. */
export function findImportJob(ctx: Context, importId: string): Promise<ImportJob | null> {
  return ctx.db.maybe<ImportJob>(sql`select id, progress, state, error, reason, member_id
    from ${ctx.db.table('job')} where kind in ('transfer.read', 'transfer.run') and payload->>'id' =
      ${importId} order by id desc limit 1`);
}

/** Whether a run of the import waits or works. */
export async function hasOpenRun(ctx: Context, importId: string): Promise<boolean> {
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('job')}
    where kind = 'transfer.run' and payload->>'id' = ${importId} and done_at is null`);
  return n > 0;
}

/** A job of the import that failed for good, with its error; null where none did. */
export function findParkedJob(ctx: Context, importId: string): Promise<{ error: string | null } | null> {
  return ctx.db.maybe<{ error: string | null }>(sql`select error from ${ctx.db.table('job')}
        where payload->>'id' = ${importId} and state = 'parked' limit 1`);
}

/** Whether somebody asked for a job to be cancelled. */
export async function isCancelRequested(ctx: Context, jobId: string): Promise<boolean> {
  const { cancel_requested } = await ctx.db.one<{ cancel_requested: boolean }>(sql`select cancel_requested
      from ${ctx.db.table('job')} where id = ${jobId}::uuid`);
  return cancel_requested;
}

/** How far a change set is taken back: `done` of `total` records. */
export interface UndoProgress {
  job_id: string;
  state: string;
  done: number;
  total: number;
}

/** How far a change set is taken back by a job, also where that was stopped half-way; null where none was begun. */
export function findUndo(ctx: Context, changeSetId: string): Promise<UndoProgress | null> {
  return ctx.db.maybe<UndoProgress>(sql`select r.job_id,
      case when j.state = 'parked' then 'failed' else j.state end as state, r.seen as done, s.records as total
    from ${ctx.db.table('undo_run')} r join ${ctx.db.table('change_set')} s on s.id = r.change_set_id
    left join ${ctx.db.table('job')} j on j.id = r.job_id where r.change_set_id = ${changeSetId}::uuid`);
}
