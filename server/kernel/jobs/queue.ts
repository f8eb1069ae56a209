import { newId, prepared, sql, type Migration, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { JobDefinition } from './define-job.ts';
import type { StopReason } from './why-stopped.ts';

export interface JobRow {
  id: string;
  kind: string;
  payload: unknown;
  member_id: string | null;
  attempt: number;
  max_attempts: number;
  /** Tries that do not count: of before it was taken up again, and those that were put back. */
  tried_before: number;
  run_at: string;
  done_at: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'parked';
  error: string | null;
  /** Why the last try failed; null where none did. */
  reason: StopReason | null;
  progress: { done: number; total: number | null } | null;
  result: unknown;
}

/** A job that a worker holds, with the name under which its changes stand in the history. */
export interface ClaimedJob extends JobRow {
  member_name: string | null;
}

export const workspaceMigrations: Migration[] = [
  {
    name: '0003-job',
    statements: (table) => [
      sql`create table ${table('job')} (
        id uuid constraint job_key primary key,
        kind text not null,
        payload jsonb not null,
        member_id uuid,
        priority smallint not null default 5,
        run_at timestamptz not null default now(),
        attempt integer not null default 0,
        max_attempts integer not null,
        worker text,
        lease_until timestamptz,
        done_at timestamptz,
        state text not null default 'waiting',
        error text,
        progress jsonb,
        result jsonb,
        cancel_requested boolean not null default false,
        once_key text,
        created_at timestamptz not null default now())`,
      sql`create index job_waiting on ${table('job')} (priority, run_at) where done_at is null`,
      sql`create unique index job_once_key on ${table('job')} (kind, once_key) where once_key is not null`,
    ],
  },
  {
    name: '0033-heavy-job',
    statements: (table) => [sql`alter table ${table('job')} add column heavy boolean not null default false`],
  },
  {
    name: '0037-job-again',
    statements: (table) => [
      sql`alter table ${table('job')} add column reason text, add column tried_before integer not null default 0`,
    ],
  },
];

/** How a job goes into the queue. */
export interface Queueing {
  runAt?: Date;
  priority?: number;
  /** Makes the same job of one tick, import or record a single row. */
  once?: string;
  /** Known to take long: it goes to the background process at once, where there is one. */
  heavy?: boolean;
}

/** Puts a job beside the business write, in the same transaction. Answers with its id; with null where `once` found
 * it there already. */
export async function enqueue<P>(
  ctx: Context,
  job: Pick<JobDefinition<P>, 'key' | 'input' | 'attempts'>,
  payload: P,
  options: Queueing = {},
): Promise<string | null> {
  const row = await ctx.db.maybe<{ id: string }>(
    sql`insert into ${ctx.db.table('job')}
    (id, kind, payload, member_id, priority, run_at, max_attempts, once_key, heavy)
    values (${newId()}, ${job.key}, ${JSON.stringify(payload)}, ${ctx.actor.memberId}, ${options.priority ?? 5},
      coalesce(${options.runAt?.toISOString() ?? null}::timestamptz, now()), ${job.attempts}, ${options.once ?? null},
      ${options.heavy ?? false})
    on conflict do nothing returning id`,
    prepared,
  );
  return row?.id ?? null;
}

// Named one by one: a prepared statement does not survive a change of what `*` means.
const jobColumns =
  'id, kind, payload, member_id, attempt, max_attempts, tried_before, run_at, done_at, state, error, reason, ' +
  'progress, result';

/** Which jobs a worker takes. */
export interface Wanted {
  /** These kinds, or all others. */
  kinds: string[];
  others: boolean;
  /** Only the heavy ones, only the others; null takes both. */
  heavy: boolean | null;
}

const all: Wanted = { kinds: [], others: true, heavy: null };

/** Takes the next due job (database.md §6) of those that are wanted; the lease is renewed while it runs. Null where
 * nothing is due. */
export function claimJob(
  ctx: Context,
  worker: string,
  { kinds, others, heavy }: Wanted = all,
): Promise<ClaimedJob | null> {
  const job = ctx.db.table('job');
  return ctx.db.maybe<ClaimedJob>(
    sql`update ${job} t set attempt = attempt + 1, worker = ${worker}, state = 'running',
      lease_until = statement_timestamp() + interval '45 seconds'
    where id = (select id from ${job} where done_at is null and run_at <= statement_timestamp()
        and (lease_until is null or lease_until < statement_timestamp())
        and (kind = any (${kinds}::text[])) <> ${others}::boolean and heavy = coalesce(${heavy}::boolean, heavy)
      order by priority, run_at for update skip locked limit 1)
    returning ${sql.raw(jobColumns)}, (select name from ${ctx.db.table('member')} m where m.id = t.member_id)
      as member_name`,
    prepared,
  );
}

/** Whether a heavy job waits for the background process. */
export async function isHeavyDue(ctx: Context): Promise<boolean> {
  const row = await ctx.db.maybe(
    sql`select 1 from ${ctx.db.table('job')} where heavy and done_at is null and run_at <= statement_timestamp()
      and (lease_until is null or lease_until < statement_timestamp()) limit 1`,
    prepared,
  );
  return row !== null;
}

/** Gives back the running jobs of workers that are known to be dead. Their try counts: it may have been the killer. */
export async function freeJobs(ctx: Context, isDead: (worker: string) => boolean): Promise<void> {
  const job = ctx.db.table('job');
  const held = await ctx.db.many<{ worker: string }>(sql`select distinct worker from ${job}
    where done_at is null and lease_until > statement_timestamp() and worker is not null`);
  const dead = held.map((one) => one.worker).filter(isDead);
  if (dead.length === 0) return;
  await ctx.db.run(sql`update ${job} set lease_until = null, state = 'waiting'
    where done_at is null and worker = any (${dead}::text[])`);
}

/** Whether another job of the kind is at work in the workspace. Asked under a lock, so that of two that begin at once
 * the second one sees the first. */
export async function isAnotherAtWork(ctx: Context, job: JobRow): Promise<boolean> {
  await lockAlone(ctx);
  const other = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('job')} where kind = ${job.kind} and id <> ${job.id}
    and done_at is null and state = 'running' and lease_until >= statement_timestamp() limit 1`);
  return other !== null;
}

/** Puts a claimed job back until the one that is at work has ended, or for some seconds should it have died. */
export function postponeJob(ctx: Context, job: JobRow): Promise<number> {
  return ctx.db.run(sql`update ${ctx.db.table('job')} set lease_until = null, state = 'waiting', ${uncounted},
      run_at = statement_timestamp() + interval '5 seconds'
    where ${heldSql(job)}`);
}

// The number of a try is never given twice: what is said of it late, or once more, cannot mean another one.
const uncounted = sql`tried_before = tried_before + 1, max_attempts = max_attempts + 1`;

/** The row of a job as long as this try of it holds it. */
function heldSql({ id, attempt }: JobRow): Sql {
  return sql`id = ${id} and attempt = ${attempt} and lease_until is not null`;
}

/** One transaction at a time asks who is at work, puts itself back, or calls those that wait. */
async function lockAlone(ctx: Context): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('counter')} as c (name, value) values ('jobs that run alone', 0)
    on conflict (name) do update set value = c.value`);
}

/** Has those that were put back for a job of their kind begin at once; also one that is just being put back. */
export async function callWaiting(ctx: Context, kind: string): Promise<void> {
  await lockAlone(ctx);
  await ctx.db.run(sql`update ${ctx.db.table('job')} set run_at = statement_timestamp()
    where kind = ${kind} and done_at is null and state = 'waiting' and error is null
      and run_at between statement_timestamp() and statement_timestamp() + interval '5 seconds'`);
}

/** Renews the lease. `lost` means another worker took the job: throw the result away. */
export async function heartbeat(ctx: Context, job: JobRow): Promise<{ lost: boolean; cancelled: boolean }> {
  const row = await ctx.db.maybe<{ cancel_requested: boolean }>(sql`update ${ctx.db.table('job')}
    set lease_until = statement_timestamp() + interval '45 seconds'
    where id = ${job.id} and attempt = ${job.attempt} and done_at is null returning cancel_requested`);
  return { lost: row === null, cancelled: row?.cancel_requested ?? false };
}

/** Whether a person asked for the job to stop. */
export async function isCancelRequested(ctx: Context, job: JobRow): Promise<boolean> {
  const row = await ctx.db.maybe<{ cancel_requested: boolean }>(sql`select cancel_requested
    from ${ctx.db.table('job')} where id = ${job.id}`);
  return row?.cancel_requested ?? false;
}

/** Keeps how far a job is; answers whether somebody asked it to stop. */
export async function saveProgress(
  ctx: Context,
  job: JobRow,
  progress: { done: number; total: number | null },
): Promise<{ cancelled: boolean }> {
  const row = await ctx.db.maybe<{ cancel_requested: boolean }>(sql`update ${ctx.db.table('job')}
    set progress = ${JSON.stringify(progress)}
    where id = ${job.id} and attempt = ${job.attempt} returning cancel_requested`);
  return { cancelled: row?.cancel_requested ?? false };
}

/** Keeps what came of a job before it is ended. */
export async function keepResult(ctx: Context, { id, attempt }: JobRow, result: object): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('job')} set result = ${JSON.stringify(result)}
    where id = ${id} and attempt = ${attempt}`);
}

/** How a try ended: done, cancelled, or parked with its error. */
interface End {
  state: 'done' | 'cancelled' | 'parked';
  result?: unknown;
  error?: string;
  reason?: StopReason;
}

/** Ends a job; only a parked one may be taken up again. */
export function finishJob(ctx: Context, job: JobRow, end: End) {
  return ctx.db.run(
    sql`update ${ctx.db.table('job')} set done_at = statement_timestamp(), lease_until = null,
      state = ${end.state}, result = ${JSON.stringify(end.result ?? null)}, error = ${end.error ?? null},
      reason = ${end.reason ?? null}
    where id = ${job.id} and attempt = ${job.attempt} and done_at is null`,
    prepared,
  );
}

/** Gives a failed job back with a growing pause: 2, 8, 32 … seconds, at most an hour. */
export function retryJob(ctx: Context, job: JobRow, { error, reason }: { error: string; reason: StopReason }) {
  const pause = sql`least(3600, 2 * power(4::double precision, attempt - tried_before - 1))`;
  return ctx.db.run(sql`update ${ctx.db.table('job')} set lease_until = null, state = 'waiting', error = ${error},
      reason = ${reason}, run_at = statement_timestamp() + make_interval(secs => ${pause})
    where ${heldSql(job)}`);
}

/** Has a job wait for room on the disk, a quarter of a minute at a time, however long it takes to make some: the try
 * does not count. Meanwhile it says why it waits, and can be cancelled. */
export function awaitRoom(ctx: Context, job: JobRow, error: string) {
  return ctx.db.run(sql`update ${ctx.db.table('job')} set lease_until = null, state = 'waiting', error = ${error},
      reason = 'disk_full', ${uncounted}, run_at = statement_timestamp() + interval '15 seconds'
    where ${heldSql(job)}`);
}

/** Gives a job back that stopped half-way because the process ends: at once, and without counting the try. */
export function releaseJob(ctx: Context, job: JobRow, { heavy }: { heavy: boolean }) {
  return ctx.db.run(sql`update ${ctx.db.table('job')} set lease_until = null, state = 'waiting', ${uncounted},
      heavy = heavy or ${heavy}
    where ${heldSql(job)}`);
}

export function findJob(ctx: Context, id: string): Promise<JobRow | null> {
  return ctx.db.maybe<JobRow>(sql`select * from ${ctx.db.table('job')} where id = ${id}`);
}

/** What a member has begun, the newest first; `open` leaves out what has ended. */
export function listJobs(
  ctx: Context,
  asked: { open: boolean; limit: number },
): Promise<Pick<JobRow, 'id' | 'kind' | 'state' | 'progress'>[]> {
  return ctx.db.many(sql`select id, kind, state, progress from ${ctx.db.table('job')}
    where member_id = ${ctx.actor.memberId}::uuid and (done_at is null or not ${asked.open}::boolean)
    order by created_at desc, id limit ${asked.limit}`);
}

/** Asks a job to stop; a waiting one is cancelled at once. */
export async function cancelJob(ctx: Context, id: string): Promise<boolean> {
  const touched = await ctx.db.run(sql`update ${ctx.db.table('job')} set cancel_requested = true,
      state = case when lease_until is null then 'cancelled' else state end,
      done_at = case when lease_until is null then statement_timestamp() end
    where id = ${id} and done_at is null`);
  return touched > 0;
}
