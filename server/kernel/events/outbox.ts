import { newId, prepared, sql, type Migration } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { EmittedEvent, EventDefinition } from './define-event.ts';

export const workspaceMigrations: Migration[] = [
  {
    name: '0002-outbox',
    statements: (table) => [
      sql`create table ${table('outbox')} (
        id uuid constraint outbox_key primary key,
        event text not null,
        payload jsonb not null,
        at timestamptz not null default now(),
        relayed_at timestamptz)`,
      sql`create index outbox_waiting on ${table('outbox')} (id) where relayed_at is null`,
    ],
  },
  {
    name: '0012-outbox-failures',
    statements: (table) => [
      sql`alter table ${table('outbox')} add column attempts integer not null default 0,
        add column run_after timestamptz, add column error text`,
    ],
  },
];

/** Writes the event into the caller's transaction: it is told if, and only if, the business write is kept. */
export async function emit<P>(ctx: Context, event: EventDefinition<P>, payload: P): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('outbox')} (id, event, payload)
    values (${newId()}, ${event.key}, ${JSON.stringify(payload)})`);
}

const waiting = sql`relayed_at is null and (run_after is null or run_after <= statement_timestamp())`;
const mostAttempts = 12; // the last ones hours apart: what is still refused then is a mistake that a person must mend

/** Claims events that no relay has handed on yet, oldest first, and marks them in the same transaction. */
export async function claimEvents(ctx: Context, limit: number): Promise<EmittedEvent[]> {
  const events = await ctx.db.many<EmittedEvent>(
    sql`update ${ctx.db.table('outbox')} set relayed_at = statement_timestamp()
    where id in (select id from ${ctx.db.table('outbox')} where ${waiting}
      order by id limit ${limit} for update skip locked)
    returning id, event, payload, at`,
    prepared,
  );
  return events.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ids of events that wait to be handed on, oldest first. */
export async function listWaitingEvents(ctx: Context, limit: number): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(
    sql`select id from ${ctx.db.table('outbox')} where ${waiting} order by id limit ${limit}`,
  );
  return rows.map((row) => row.id);
}

/** Claims one event as `claimEvents` does; null where somebody else has it or handed it on. */
export function claimEvent(ctx: Context, id: string): Promise<EmittedEvent | null> {
  const table = ctx.db.table('outbox');
  return ctx.db.maybe<EmittedEvent>(sql`update ${table} set relayed_at = statement_timestamp()
    where id in (select id from ${table} where id = ${id} and relayed_at is null for update skip locked)
    returning id, event, payload, at`);
}

/** Puts an event off that a listener refused: twice at once, then after 2, 8, 32 … seconds, at most an hour. After the
 * last attempt it is parked with its error. Answers whether it was. */
export async function postponeEvent(ctx: Context, id: string, error: string): Promise<boolean> {
  const row = await ctx.db.maybe<{ parked: boolean }>(sql`update ${ctx.db.table('outbox')}
    set attempts = attempts + 1, error = ${error},
      relayed_at = case when attempts + 1 >= ${mostAttempts}::integer then statement_timestamp() end,
      run_after = case when attempts >= 2
        then statement_timestamp() + make_interval(secs => least(3600, 2 * 4 ^ (attempts - 2))) end
    where id = ${id} and relayed_at is null returning relayed_at is not null as parked`);
  return row?.parked ?? false;
}

/** Events after one id, for a stream that reconnects; empty where `after` is unknown or too old to be kept. */
export function listEventsAfter(ctx: Context, after: string, limit: number): Promise<EmittedEvent[]> {
  return ctx.db.many<EmittedEvent>(sql`select id, event, payload, at from ${ctx.db.table('outbox')}
    where id > ${after} order by id limit ${limit}`);
}

/** The id of the newest event that was handed on; null where there is none. */
export async function findNewestRelayed(ctx: Context): Promise<string | null> {
  const row = await ctx.db.maybe<{ id: string }>(sql`select id from ${ctx.db.table('outbox')}
    where relayed_at is not null order by id desc limit 1`);
  return row?.id ?? null;
}

/** Events that were handed on, by whichever process, from one id on and without those that are known. */
export function listRelayed(
  ctx: Context,
  { from, without, limit }: { from: string; without: string[]; limit: number },
): Promise<EmittedEvent[]> {
  return ctx.db.many<EmittedEvent>(sql`select id, event, payload, at from ${ctx.db.table('outbox')}
    where id >= ${from}::uuid and relayed_at is not null and id <> all (${without}::uuid[])
    order by id limit ${limit}`);
}

// A page that slept over the week-end still catches up; older than that it reloads.
const keptDays = 7;
const parkedDays = 90; // long enough for a person to see and mend

/** Forgets events that were handed on long ago. */
export function forgetOldEvents(ctx: Context): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('outbox')}
    where relayed_at < statement_timestamp() - make_interval(days =>
      case when attempts >= ${mostAttempts}::integer then ${parkedDays}::integer else ${keptDays}::integer end)`);
}
