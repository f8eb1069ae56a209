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
];

/** Writes the event into the caller's transaction: it is told if, and only if, the business write is kept. */
export async function emit<P>(ctx: Context, event: EventDefinition<P>, payload: P): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('outbox')} (id, event, payload)
    values (${newId()}, ${event.key}, ${JSON.stringify(payload)})`);
}

/** Claims events that no relay has handed on yet, oldest first, and marks them in the same transaction. */
export async function claimEvents(ctx: Context, limit: number): Promise<EmittedEvent[]> {
  const events = await ctx.db.many<EmittedEvent>(
    sql`update ${ctx.db.table('outbox')} set relayed_at = statement_timestamp()
    where id in (select id from ${ctx.db.table('outbox')} where relayed_at is null
      order by id limit ${limit} for update skip locked)
    returning id, event, payload, at`,
    prepared,
  );
  return events.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Events after one id, for a stream that reconnects; empty where `after` is unknown or too old to be kept. */
export function listEventsAfter(ctx: Context, after: string, limit: number): Promise<EmittedEvent[]> {
  return ctx.db.many<EmittedEvent>(sql`select id, event, payload, at from ${ctx.db.table('outbox')}
    where id > ${after} order by id limit ${limit}`);
}

// A page that slept over the week-end still catches up; older than that it reloads.
const keptDays = 7;

/** Forgets events that were handed on long ago. */
export function forgetOldEvents(ctx: Context): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('outbox')}
    where relayed_at < statement_timestamp() - make_interval(days => ${keptDays})`);
}
