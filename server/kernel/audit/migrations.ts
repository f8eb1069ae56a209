import { sql, type Migration } from '#kernel/database';

/** What the workspace's role may add to and read, and neither change nor remove. */
export const appendOnlyTables = ['audit', 'audit_link'];

/** The audit of a workspace and, beside it, the chain that makes a later change of it visible. */
export const workspaceMigrations: Migration[] = [
  {
    name: '0022-audit',
    statements: (table) => [
      sql`create table ${table('audit')} (
        id uuid constraint audit_key primary key,
        at timestamptz not null,
        kept_at timestamptz not null default now(),
        kind text not null,
        actor_kind text not null,
        member_id uuid,
        actor_name text not null,
        address text,
        about text,
        details jsonb not null default '{}')`,
      sql`create index audit_kind on ${table('audit')} (kind, id)`,
      sql`create index audit_member on ${table('audit')} (member_id, id)`,
      sql`create index audit_kept on ${table('audit')} (kept_at)`,
      sql`create table ${table('audit_link')} (
        n bigint constraint audit_link_key primary key,
        audit_id uuid not null constraint audit_link_once unique,
        mac text not null,
        kept_at timestamptz not null)`,
    ],
  },
];

/** How far each chain reaches, where the workspace's own role cannot write. */
export const controlMigrations: Migration[] = [
  {
    name: '0023-audit-head',
    statements: (table) => [
      sql`create table ${table('audit_head')} (
        workspace_id uuid constraint audit_head_key primary key,
        n bigint not null default 0,
        mac text not null default '',
        first_n bigint not null default 1,
        first_mac text not null default '',
        keep_days integer,
        checked_at timestamptz,
        problem text)`,
    ],
  },
];
