import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { JobDefinition } from './define-job.ts';
import { cancelJob, type JobRow } from './queue.ts';

/** What of a job's definition says how a parked one goes on. */
export type Parkable = Pick<JobDefinition, 'key' | 'input' | 'again' | 'clearsUp'>;

/** Whether the actor may have a parked job go on: it says so, and what it was to do is still to be done. */
export async function mayGoOn(ctx: Context, jobs: readonly Parkable[], job: JobRow): Promise<boolean> {
  if (job.state !== 'parked') return false;
  const known = jobs.find(({ key }) => key === job.kind);
  const input = known?.input.safeParse(job.payload);
  return input?.success === true && (await known!.again?.(ctx, input.data as never)) === true;
}

/** Puts a parked job back into the queue, with as many tries as it had at first. Its tries go on counting, so that a
 * worker that held it long ago cannot end it now. Answers whether it was parked. */
export async function takeUpAgain({ db }: Context, id: string): Promise<boolean> {
  return (await db.run(anew(db.table('job'), id, false))) > 0;
}

/** Gives work up: asks a job to stop; a waiting one is cancelled at once. A parked one that has to clear up runs once
 * more, told to stop from its beginning. Answers whether there was anything to be given up. */
export async function giveUp(ctx: Context, jobs: readonly Parkable[], job: JobRow): Promise<boolean> {
  if (job.state !== 'parked') return cancelJob(ctx, job.id);
  if (jobs.find(({ key }) => key === job.kind)?.clearsUp !== true) return false;
  return (await ctx.db.run(anew(ctx.db.table('job'), job.id, true))) > 0;
}

function anew(table: Sql, id: string, cancel: boolean): Sql {
  return sql`update ${table} set state = 'waiting', done_at = null, lease_until = null, worker = null,
      run_at = statement_timestamp(), error = null, reason = null, cancel_requested = ${cancel}::boolean,
      max_attempts = attempt + max_attempts - tried_before, tried_before = attempt
    where id = ${id} and state = 'parked'`;
}
