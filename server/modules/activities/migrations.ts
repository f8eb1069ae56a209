import { sql, type Migration } from '#kernel/database';

/** People that a member put off on Home. */
export const activityMigrations: Migration[] = [
  {
    name: '0020-home-snooze',
    statements: (table) => [
      sql`create table ${table('home_snooze')} (
        member_id uuid not null,
        person_id uuid not null,
        until timestamptz not null,
        constraint home_snooze_key primary key (member_id, person_id))`,
    ],
  },
];
