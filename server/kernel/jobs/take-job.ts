import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#shared/failure';
import { isDiskFull, newId } from '#kernel/database';
import type { Hub } from '#kernel/events';
import {
  system,
  withContext,
  type Context,
  type ContextSource,
  type Directory,
  type Workspace,
} from '#kernel/workspace';
import type { JobDefinition, JobRun } from './define-job.ts';
import { createLoop, type Loop } from './loop.ts';
import {
  awaitRoom,
  callWaiting,
  claimJob,
  finishJob,
  heartbeat,
  isAnotherAtWork,
  isCancelRequested,
  keepResult,
  postponeJob,
  releaseJob,
  retryJob,
  saveProgress,
  type ClaimedJob,
  type JobRow,
  type Wanted,
} from './queue.ts';
import type { Listener } from './relay.ts';
import { reasonOf, type StopReason } from './why-stopped.ts';

/** What a worker is made from. */
export interface WorkerOptions {
  source: ContextSource;
  directory: Directory;
  hub: Hub;
  jobs: readonly JobDefinition<never>[];
  listeners: readonly Listener[];
  /** How long work is shared with another process; without one everything is done here. */
  share?: Share | undefined;
}

/** What one of two processes takes that share the jobs: the one that people wait for, or the one in the background. */
export interface Share {
  /** True: only heavy jobs, and neither events nor schedules. False: what is not heavy. Null: everything, for the
   * other one is not to be had. */
  heavy(): boolean | null;
  /** There is heavy work for the other one. */
  wake(): void;
}

const heartbeatMillis = 10_000; // a quarter of the lease: two lost beats are survived

// A job that runs longer goes on in the background process: what is short is not worth its start.
const lightMillis = 1_500;

// Jobs that wait for strangers' servers: each holds a little memory and, but for moments, no connection.
const mostApart = 16;

/** Runs jobs side by side up to a bound: one loop takes them and waits for none. */
export function createCrew(options: WorkerOptions, worker: Taking): Loop {
  const going = new Set<Promise<void>>();
  let worked = false;
  const loop = createLoop(options, worker.stopping, async (workspace) => {
    if (going.size >= mostApart) return 'nothing';
    const next = await takeNext(options, workspace, worker);
    if (!next) return 'nothing';
    worked = true;
    const run = next()
      .catch((error: unknown) => options.source.log.error({ err: error }, 'a job could not be ended'))
      .finally(() => {
        going.delete(run);
        loop.kick();
      });
    going.add(run);
    return 'more';
  });
  return {
    kick: loop.kick,
    /** Whether anything was done since it was last asked. */
    idle: async () => {
      do {
        await loop.idle();
        await Promise.all(going);
      } while (going.size > 0);
      await loop.idle();
      const answer = worked;
      worked = false;
      return answer;
    },
  };
}

interface Taking extends Wanted {
  name: string;
  stopping: () => boolean;
}

/** Takes the next due job; answers with what runs it to its end, or null where nothing is due. */
export async function takeNext(
  options: WorkerOptions,
  workspace: Workspace,
  worker: Taking,
): Promise<(() => Promise<void>) | null> {
  const { source } = options;
  const open = <T>(work: (ctx: Context) => Promise<T>, more: { timeout?: number } = {}) =>
    withContext(source, { workspace, actor: system, ...more }, work);
  const find = (kind: string) => options.jobs.find((job) => job.key === kind);
  const row = await open(async (ctx) => {
    const claimed = await claimJob(ctx, worker.name, worker);
    if (!claimed || !find(claimed.kind)?.alone || !(await isAnotherAtWork(ctx, claimed))) return claimed;
    await postponeJob(ctx, claimed);
    return 'postponed' as const;
  });
  if (row === 'postponed') return async () => undefined;
  if (!row) return null;
  const end = async (error: string, reason: StopReason) => {
    await open((ctx) => finishJob(ctx, row, { state: 'parked', error, reason }));
    tellState(options, workspace, { row, state: 'parked' });
  };
  const definition = find(row.kind);
  if (!definition) return () => end(`no such job: ${row.kind}`, 'mistake');
  // A job whose process died on each try never reports: it is parked here (a poison job, database.md §6).
  if (row.attempt > row.max_attempts) return () => end(row.error ?? 'the process died on every try', 'died');
  return async () => {
    // A round through many jobs began with the model of then; each works by that of its own beginning.
    const current = (await options.directory.find(workspace.id)) ?? workspace;
    await runJob({ options, workspace: current, row, definition, open, stopping: worker.stopping });
  };
}

interface Running {
  options: WorkerOptions;
  workspace: Workspace;
  row: ClaimedJob;
  definition: JobDefinition<never>;
  open: <T>(work: (ctx: Context) => Promise<T>, more?: { timeout?: number }) => Promise<T>;
  stopping: () => boolean;
}

async function runJob(running: Running): Promise<void> {
  const { options, workspace, row, definition, open, stopping } = running;
  let ended = null as 'lost' | 'cancelled' | null;
  const beat = setInterval(() => {
    open((ctx) => heartbeat(ctx, row)).then(
      (state) => (ended = state.lost ? 'lost' : state.cancelled ? 'cancelled' : ended),
      (error: unknown) => options.source.log.warn({ err: error }, 'a heartbeat failed'),
    );
  }, heartbeatMillis);
  const actor = { ...system, memberId: row.member_id, name: row.member_name ?? system.name };
  const { share } = options;
  const begun = performance.now();
  const tooLong = () => !definition.apart && share?.heavy() === false && performance.now() - begun > lightMillis;
  const job: JobRun = {
    id: row.id,
    attempt: row.attempt,
    workspace,
    actor,
    transaction: (work, more) => withContext(options.source, { workspace, actor, ...more }, work),
    progress: async (done, total) => {
      // Somebody who watches the progress and stops it is heard with the next report, not with the next heartbeat.
      if ((await open((ctx) => saveProgress(ctx, row, { done, total }))).cancelled) ended ??= 'cancelled';
      const payload = { id: row.id, kind: row.kind, state: 'running', progress: { done, total } };
      options.hub.publish(workspace.id, { id: newId(), event: 'job', payload, at: new Date().toISOString() });
    },
    ends: (ctx, result) => keepResult(ctx, row, result),
    stopped: () => ended !== null || stopping() || tooLong(),
    cancelRequested: async (ctx) => {
      if (await isCancelRequested(ctx, row)) ended ??= 'cancelled';
      return ended === 'cancelled';
    },
  };
  let state: 'done' | 'cancelled' | 'parked' | 'waiting' = 'done';
  try {
    const result = row.result ?? (await definition.run(job, definition.input.parse(row.payload) as never));
    const cancelled = ended === 'cancelled';
    if (result === undefinedAfterStop && !cancelled) {
      const heavy = !stopping() && tooLong();
      await tell(running, (ctx) => releaseJob(ctx, row, { heavy }));
      if (heavy) share?.wake();
      return;
    }
    if (cancelled) state = 'cancelled';
    const whole = result === undefinedAfterStop ? null : result;
    const end = { state: cancelled ? 'cancelled' : 'done', result: whole } as const;
    await tell(running, (ctx) => finishJob(ctx, row, end));
  } catch (error) {
    state = await settle(running, error);
  } finally {
    clearInterval(beat);
  }
  if (definition.alone) await open((ctx) => callWaiting(ctx, definition.key));
  tellState(options, workspace, { row, state });
}

/** Tells open pages what became of a job. */
function tellState(
  { hub }: WorkerOptions,
  workspace: Workspace,
  { row, state }: { row: ClaimedJob; state: JobRow['state'] },
): void {
  const payload = { id: row.id, kind: row.kind, state, progress: null };
  hub.publish(workspace.id, { id: newId(), event: 'job', payload, at: new Date().toISOString() });
}

/** What a handler answers when it stopped half-way because the process shuts down: it is taken up again later. */
export const undefinedAfterStop = Symbol('stopped half-way');

/** Parks the job, or has it wait for another try; answers with the state it is in. */
async function settle(running: Running, error: unknown): Promise<'parked' | 'waiting'> {
  const { row, options } = running;
  const expected = error instanceof Failure;
  const why = { error: error instanceof Error ? error.message : String(error), reason: reasonOf(error) };
  options.source.log.warn({ err: error, job: row.id, kind: row.kind, attempt: row.attempt }, 'a job failed');
  // What is wrong with the input stays wrong: only operational failures are worth another try.
  if (isDiskFull(error)) {
    await tell(running, (ctx) => awaitRoom(ctx, row, 'The disk of the server is full.'));
    return 'waiting';
  }
  const final = row.attempt >= row.max_attempts || (expected && !error.code.startsWith('database.'));
  await tell(running, (ctx) => (final ? finishJob(ctx, row, { state: 'parked', ...why }) : retryJob(ctx, row, why)));
  return final ? 'parked' : 'waiting';
}

// The lease of a job: after it anybody takes the job up, told or not.
const leaseMillis = 45_000;

/** Writes down how a try ended, as often as it takes while the database is away: unsaid, the job would stand still
 * until its lease ends. Said twice it is the same, for each try has its number. */
async function tell({ open, stopping }: Running, say: (ctx: Context) => Promise<unknown>): Promise<void> {
  const giveUp = Date.now() + leaseMillis;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      await open(say);
      return;
    } catch (error) {
      const away = error instanceof Failure && error.code.startsWith('database.');
      if (!away || stopping() || Date.now() > giveUp) throw error;
      await pause(waitMs);
    }
  }
}
