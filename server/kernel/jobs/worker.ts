import { Failure } from '#shared/failure';
import { newId } from '#kernel/database';
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
import {
  callWaiting,
  claimJob,
  enqueue,
  finishJob,
  freeJobs,
  heartbeat,
  isAnotherAtWork,
  isCancelRequested,
  postponeJob,
  releaseJob,
  retryJob,
  saveProgress,
  type ClaimedJob,
  type JobRow,
} from './queue.ts';
import { relay, type Listener } from './relay.ts';
import { isDeadWorker, workerName } from './worker-name.ts';

export interface WorkerOptions {
  source: ContextSource;
  directory: Directory;
  hub: Hub;
  jobs: readonly JobDefinition<never>[];
  listeners: readonly Listener[];
}

export interface Worker {
  /** Looks now instead of at the next tick: a hint after a commit. */
  wake(workspaceId?: string): void;
  /** Runs everything that is due, in this call: the tests' way. */
  drain(): Promise<void>;
  start(): void;
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>;
}

const tickMillis = 1_000; // without a hint a job waits at most this long
// Commits that follow each other closely are handed on together; nobody notices a tenth of a second.
const gatherMillis = 100;
const heartbeatMillis = 10_000; // a quarter of the lease: two lost beats are survived

// A long import leaves one lane free for what people wait for.
const lanes = 2;

export function createWorker(options: WorkerOptions): Worker {
  const name = workerName();
  const ticked = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let stopping = false;
  const guard = { name, stopping: () => stopping };
  const relays = createLoop(options, guard.stopping, (workspace) => relayAll(options, workspace, { ticked, ...guard }));
  const runs = Array.from({ length: lanes }, () =>
    createLoop(options, guard.stopping, (workspace) => runNext(options, workspace, guard)),
  );
  const all = [relays, ...runs];
  const kick = () => all.forEach((loop) => loop.kick());
  let freed = Promise.resolve();
  const idle = () => Promise.all(all.map((loop) => loop.idle()));
  return {
    wake: () => {
      // A process without the role worker never starts it, and so never takes a job.
      if (!timer) return;
      gathering ??= setTimeout(() => {
        gathering = undefined;
        kick();
      }, gatherMillis).unref();
    },
    drain: async () => {
      // What a job writes is relayed, and what is relayed may be a job: until a whole turn finds nothing.
      for (let busy = true; busy;) {
        await idle();
        kick();
        busy = (await idle()).some((worked) => worked);
      }
    },
    start: () => {
      timer = setInterval(kick, tickMillis).unref();
      freed = freeLeases(options).then(kick);
    },
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      clearTimeout(gathering);
      await freed;
      await idle();
    },
  };
}

/** A process that was killed on this machine leaves its jobs to the next one at once; those of other machines wait for
 * the end of their lease. */
async function freeLeases({ source, directory }: WorkerOptions): Promise<void> {
  try {
    for (const workspace of await directory.list()) {
      await withContext(source, { workspace, actor: system }, (ctx) => freeJobs(ctx, isDeadWorker));
    }
  } catch (error) {
    source.log.warn({ err: error }, 'the jobs of a killed process wait for the end of their lease');
  }
}

/** Goes through all workspaces as long as there is work; a kick while it goes means one more turn. */
function createLoop(options: WorkerOptions, stopping: () => boolean, work: (workspace: Workspace) => Promise<boolean>) {
  let running: Promise<void> | null = null;
  let again = false;
  let worked = false;
  const turns = async () => {
    do {
      again = false;
      for (const workspace of await options.directory.list()) {
        while (!stopping() && (await work(workspace))) worked = again = true;
      }
    } while (again && !stopping());
  };
  return {
    kick: () => {
      if (stopping()) return;
      again = true;
      if (running) return;
      worked = false;
      running = turns()
        .catch((error: unknown) => options.source.log.error({ err: error }, 'a worker round failed'))
        .finally(() => (running = null));
    },
    /** Whether the last run found anything to do. */
    idle: async () => {
      while (running) await running;
      return worked;
    },
  };
}

/** Schedules first, then the events of what was written. */
async function relayAll(
  options: WorkerOptions,
  workspace: Workspace,
  state: { ticked: Map<string, number>; stopping: () => boolean },
): Promise<boolean> {
  const due = await tickSchedules(options, workspace, state.ticked);
  return (await relay(options, workspace)) || due;
}

/** One row per tick and schedule: two workers insert the same row once. Answers whether there is a new one to run. */
async function tickSchedules(
  options: WorkerOptions,
  workspace: Workspace,
  ticked: Map<string, number>,
): Promise<boolean> {
  let due = false;
  const now = options.source.clock().getTime();
  for (const job of options.jobs) {
    if (!job.everySeconds) continue;
    const tick = Math.floor(now / 1000 / job.everySeconds);
    const name = `${workspace.id} ${job.key}`;
    if (ticked.get(name) === tick) continue;
    const added = await withContext(options.source, { workspace, actor: system }, (ctx) =>
      enqueue(ctx, job, {} as never, { once: `tick-${tick}` }),
    );
    due ||= added !== null;
    ticked.set(name, tick);
  }
  return due;
}

async function runNext(
  options: WorkerOptions,
  workspace: Workspace,
  worker: { name: string; stopping: () => boolean },
): Promise<boolean> {
  const { source } = options;
  const open = <T>(work: (ctx: Context) => Promise<T>, more: { timeout?: number } = {}) =>
    withContext(source, { workspace, actor: system, ...more }, work);
  const find = (kind: string) => options.jobs.find((job) => job.key === kind);
  const row = await open(async (ctx) => {
    const claimed = await claimJob(ctx, worker.name);
    if (!claimed || !find(claimed.kind)?.alone || !(await isAnotherAtWork(ctx, claimed))) return claimed;
    await postponeJob(ctx, claimed);
    return 'postponed' as const;
  });
  if (row === 'postponed') return true;
  if (!row) return false;
  const definition = find(row.kind);
  if (!definition) {
    await open((ctx) => finishJob(ctx, row, { state: 'parked', error: `no such job: ${row.kind}` }));
    return true;
  }
  // A job whose process died on each try never reports: it is parked here (a poison job, database.md §6).
  if (row.attempt > row.max_attempts) {
    await open((ctx) => finishJob(ctx, row, { state: 'parked', error: row.error ?? 'the process died on every try' }));
    return true;
  }
  await runJob({ options, workspace, row, definition, open, stopping: worker.stopping });
  return true;
}

interface Running {
  options: WorkerOptions;
  workspace: Workspace;
  row: ClaimedJob;
  definition: JobDefinition<never>;
  open: <T>(work: (ctx: Context) => Promise<T>, more?: { timeout?: number }) => Promise<T>;
  stopping: () => boolean;
}

async function runJob({ options, workspace, row, definition, open, stopping }: Running): Promise<void> {
  let ended = null as 'lost' | 'cancelled' | null;
  const beat = setInterval(() => {
    open((ctx) => heartbeat(ctx, row)).then(
      (state) => (ended = state.lost ? 'lost' : state.cancelled ? 'cancelled' : ended),
      (error: unknown) => options.source.log.warn({ err: error }, 'a heartbeat failed'),
    );
  }, heartbeatMillis);
  const actor = { ...system, memberId: row.member_id, name: row.member_name ?? system.name };
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
    stopped: () => ended !== null || stopping(),
    cancelRequested: async (ctx) => {
      if (await isCancelRequested(ctx, row)) ended ??= 'cancelled';
      return ended === 'cancelled';
    },
  };
  let state: JobRow['state'] = 'done';
  try {
    const result = await definition.run(job, definition.input.parse(row.payload) as never);
    const cancelled = ended === 'cancelled';
    if (result === undefinedAfterStop && !cancelled) {
      await open((ctx) => releaseJob(ctx, row));
      return;
    }
    if (cancelled) state = 'cancelled';
    const whole = result === undefinedAfterStop ? null : result;
    await open((ctx) => finishJob(ctx, row, { state, result: whole }));
  } catch (error) {
    state = await settle(options, { row, open }, error);
  } finally {
    clearInterval(beat);
  }
  if (definition.alone) await open((ctx) => callWaiting(ctx, definition.key));
  const payload = { id: row.id, kind: row.kind, state, progress: null };
  options.hub.publish(workspace.id, { id: newId(), event: 'job', payload, at: new Date().toISOString() });
}

/** What a handler answers when it stopped half-way because the process shuts down: it is taken up again later. */
export const undefinedAfterStop = Symbol('stopped half-way');

/** Parks the job, or has it wait for another try; answers with the state it is in. */
async function settle(
  options: WorkerOptions,
  job: Pick<Running, 'row' | 'open'>,
  error: unknown,
): Promise<'parked' | 'waiting'> {
  const { row, open } = job;
  const expected = error instanceof Failure;
  const text = error instanceof Error ? error.message : String(error);
  options.source.log.warn({ err: error, job: row.id, kind: row.kind, attempt: row.attempt }, 'a job failed');
  // What is wrong with the input stays wrong: only operational failures are worth another try.
  const final = row.attempt >= row.max_attempts || (expected && !error.code.startsWith('database.'));
  await open((ctx) => (final ? finishJob(ctx, row, { state: 'parked', error: text }) : retryJob(ctx, row, text)));
  return final ? 'parked' : 'waiting';
}
