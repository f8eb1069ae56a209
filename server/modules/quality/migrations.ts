import { sql, type Migration } from '#kernel/database';

export const migrations: Migration[] = [
  {
    name: '0110-duplicate',
    statements: (table) => [
      sql`create table ${table('duplicate')} (
        id uuid constraint duplicate_key primary key,
        object text not null,
        first_id uuid not null,
        second_id uuid not null,
        score smallint not null,
        reason jsonb not null,
        state text not null default 'open',
        found_at timestamptz not null default now(),
        constraint duplicate_pair_key unique (first_id, second_id))`,
      sql`create index duplicate_open on ${table('duplicate')} (object, score, id) where state = 'open'`,
      sql`create index duplicate_second on ${table('duplicate')} (second_id)`,
    ],
  },
];
