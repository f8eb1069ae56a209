import { sql, type Migration } from '#kernel/database';

export const migrations: Migration[] = [
  {
    name: '0130-webhook',
    statements: (table) => [
      sql`create table ${table('webhook')} (
        id uuid constraint webhook_key primary key,
        label text not null,
        url text not null,
        events text[] not null,
        include text not null,
        role text not null,
        member_id uuid,
        secret text not null,
        old_secret text,
        old_secret_until timestamptz,
        state text not null default 'enabled',
        disabled_reason text,
        failing_since timestamptz,
        failures integer not null default 0,
        rest_until timestamptz,
        wake_at timestamptz,
        busy_by uuid,
        busy_until timestamptz,
        created_at timestamptz not null)`,
      sql`create table ${table('webhook_delivery')} (
        id uuid constraint webhook_delivery_key primary key,
        webhook_id uuid not null,
        event_id uuid not null,
        part text not null,
        type text not null,
        body text not null,
        state text not null default 'waiting',
        attempts integer not null default 0,
        next_try_at timestamptz,
        last_try_at timestamptz,
        last_status integer,
        last_error text,
        last_answer text,
        delivered_at timestamptz,
        created_at timestamptz not null,
        constraint webhook_delivery_once_key unique (webhook_id, event_id, part))`,
      sql`create index webhook_delivery_newest on ${table('webhook_delivery')} (webhook_id, id)`,
      sql`create index webhook_delivery_due on ${table('webhook_delivery')} (webhook_id, next_try_at, id)
        where state in ('waiting', 'sending')`,
      sql`create index webhook_delivery_old on ${table('webhook_delivery')} (created_at)
        where state in ('delivered', 'failed')`,
    ],
  },
];
