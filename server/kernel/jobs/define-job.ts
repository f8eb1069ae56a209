import type { z } from 'zod';
import type { Context, Workspace, Actor } from '#kernel/workspace';

/** What a running job may do besides writing: report, notice that it was cancelled, open further transactions. */
export interface JobRun {
  id: string;
  attempt: number;
  workspace: Workspace;
  actor: Actor;
  /** One transaction of the workspace; a job opens as many as it needs, and repeats whole after a crash. */
  transaction<T>(work: (ctx: Context) => Promise<T>, options?: { timeout?: number }): Promise<T>;
  progress(done: number, total: number | null): Promise<void>;
  /** Keeps what came of it in the transaction that ends the work: where the end of the job is not heard, another try
   * tells this and does nothing. */
  ends(ctx: Context, result: object): Promise<void>;
  /** True once a person asked for it to stop or the lease was lost; noticed with the next report of
   * progress or heartbeat. */
  stopped(): boolean;
  /** Asks the database itself whether a person wants it to stop; from then on `stopped` says so too. */
  cancelRequested(ctx: Context): Promise<boolean>;
}

/** Work outside the request: at least once, so the handler must be idempotent. */
export interface JobDefinition<P = unknown> {
  key: string;
  input: z.ZodType<P>;
  /** Tries before the job is parked with its error for a person to see. */
  attempts: number;
  /** Standard five-field schedule is not needed yet: every N seconds, per workspace. */
  everySeconds?: number;
  /** One at a time in a workspace: what one brings in, the next one must find. */
  alone?: boolean;
  /** Waits for strangers' servers most of its time: runs beside the lanes, up to a bound of its own, so that a slow
   * receiver holds back no other work. */
  apart?: boolean;
  /** Whether one that was parked may go on, asked in the name of whoever wants it to: what it was to do is still to be
   * done, and by them. Without this a parked job stays so. */
  again?(ctx: Context, input: P): Promise<boolean>;
  /** One that is given up when it was parked runs once more to clear up, and is told to stop from its beginning. */
  clearsUp?: boolean;
  run(job: JobRun, input: P): Promise<unknown>;
}

export function defineJob<P>(job: JobDefinition<P>): JobDefinition<P> {
  return Object.freeze(job);
}
