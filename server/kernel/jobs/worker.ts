import { system, withContext, type Workspace } from '#kernel/workspace';
import { createLoop, type Found } from './loop.ts';
import { enqueue, freeJobs, isHeavyDue } from './queue.ts';
import { relay } from './relay.ts';
import { createCrew, takeNext, type WorkerOptions } from './take-job.ts';
import { isDeadWorker, workerName } from './worker-name.ts';

export interface Worker {
  /** Looks now instead of at the next tick: a hint after a commit. */
  wake(workspaceId?: string): void;
  /** Runs everything that is due, in this call: the tests' way. */
  drain(): Promise<void>;
  start(): void;
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>;
  /** Gives back at once what a process of this machine held that was seen to die. */
  freeDead(): void;
  /** Milliseconds since the last job ended, or since the start; 0 while one runs. Jobs that wait for strangers do not
   * count. */
  restsFor(): number;
}

// Whether a process of this machine was killed is looked at this often: its jobs need not wait for their lease.
const freeMillis = 5_000;
const tickMillis = 1_000; // without a hint a job waits at most this long
// Commits that follow each other closely are handed on together; nobody notices a tenth of a second.
const gatherMillis = 100;

// A long import leaves one lane free for what people wait for.
const lanes = 2;

export function createWorker(options: WorkerOptions): Worker {
  const name = workerName();
  const ticked = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let freeing: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let stopping = false;
  let working = 0;
  let rested = performance.now();
  const guard = { name, stopping: () => stopping };
  const { share } = options;
  const heavy = () => (share ? share.heavy() : null);
  const relays = createLoop(options, guard.stopping, (workspace) => relayAll(options, workspace, { ticked, ...guard }));
  const apart = options.jobs.filter((job) => job.apart).map((job) => job.key);
  const runs = Array.from({ length: lanes }, () =>
    createLoop(options, guard.stopping, async (workspace) => {
      const next = await takeNext(options, workspace, { ...guard, kinds: apart, others: true, heavy: heavy() });
      if (!next) return 'nothing';
      working += 1;
      await next().finally(() => {
        working -= 1;
        rested = performance.now();
      });
      return 'more';
    }),
  );
  const crew = apart.length === 0 ? [] : [createCrew(options, { ...guard, kinds: apart, others: false, heavy: null })];
  const all = heavy() === true ? runs : [relays, ...runs, ...crew];
  const kick = () => all.forEach((loop) => loop.kick());
  let freed = Promise.resolve();
  const free = () => {
    freed = freed.then(() => freeLeases(options)).then(kick);
  };
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
      freeing = setInterval(free, freeMillis).unref();
      free();
    },
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      clearInterval(freeing);
      clearTimeout(gathering);
      await freed;
      await idle();
    },
    freeDead: () => (timer && !stopping ? free() : undefined),
    restsFor: () => (working > 0 ? 0 : performance.now() - rested),
  };
}

/** A process that was killed on this machine leaves its jobs to the others; those of other machines wait for
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

function isHeavyWaiting({ source }: WorkerOptions, workspace: Workspace): Promise<boolean> {
  return withContext(source, { workspace, actor: system }, isHeavyDue);
}

/** Schedules first, then the events of what was written. */
async function relayAll(
  options: WorkerOptions,
  workspace: Workspace,
  state: { ticked: Map<string, number>; stopping: () => boolean },
): Promise<Found> {
  const { share } = options;
  if (share && share.heavy() === false && (await isHeavyWaiting(options, workspace))) share.wake();
  const due = await tickSchedules(options, workspace, state.ticked);
  const relayed = await relay(options, workspace);
  return relayed === 'nothing' && due ? 'all' : relayed;
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
