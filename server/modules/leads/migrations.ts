import { sql, type Migration } from '#kernel/database';

export const migrations: Migration[] = [
  {
    name: '0140-form-sending',
    statements: (table) => [
      sql`create table ${table('form_sending')} (
        id uuid constraint form_sending_key primary key,
        form_id uuid not null,
        once text not null constraint form_sending_once unique,
        content bytea not null,
        at timestamptz not null)`,
      sql`create index form_sending_content on ${table('form_sending')} (form_id, content, at)`,
      sql`create index form_sending_at on ${table('form_sending')} (at)`,
    ],
  },
  {
    name: '0141-assignment-turn',
    statements: (table) => [
      sql`create table ${table('assignment_turn')} (
        rule_id uuid constraint assignment_turn_key primary key,
        member_id uuid not null)`,
    ],
  },
];
