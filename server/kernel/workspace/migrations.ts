import { sql, type Migration } from '#kernel/database';

export const controlMigrations: Migration[] = [
  {
    name: '0001-workspace',
    statements: (table) => [
      sql`create table ${table('workspace')} (
        id uuid constraint workspace_key primary key,
        slug text not null constraint workspace_slug_key unique,
        name text not null,
        region text not null,
        time_zone text not null,
        currency text not null,
        language text not null,
        model_version integer not null default 1,
        created_at timestamptz not null default now())`,
      sql`create table ${table('wakeup')} (
        workspace_id uuid constraint wakeup_key primary key,
        run_at timestamptz not null)`,
      sql`create table ${table('lease')} (
        name text constraint lease_key primary key,
        holder text not null,
        until timestamptz not null)`,
    ],
  },
];
