import { sql, type Migration } from '#kernel/database';

export const controlMigrations: Migration[] = [
  {
    name: '0010-access',
    statements: (table) => [
      sql`create table ${table('account')} (
        id uuid constraint account_key primary key,
        email text not null constraint account_email_key unique,
        name text not null,
        password_hash text,
        totp_secret text,
        totp_confirmed_at timestamptz,
        totp_last_step bigint not null default 0,
        recovery_hashes text[] not null default '{}',
        language text not null default 'en',
        theme text not null default 'auto',
        time_zone text,
        created_at timestamptz not null default now())`,
      sql`create table ${table('membership')} (
        account_id uuid not null,
        workspace_id uuid not null,
        member_id uuid not null,
        role text not null,
        active boolean not null default true,
        last_used_at timestamptz,
        constraint membership_key primary key (account_id, workspace_id))`,
      sql`create table ${table('session')} (
        token_hash text constraint session_key primary key,
        id uuid not null,
        account_id uuid not null,
        workspace_id uuid,
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null,
        address text,
        agent text)`,
      sql`create index session_account on ${table('session')} (account_id)`,
      sql`create table ${table('api_key')} (
        id uuid constraint api_key_key primary key,
        workspace_id uuid not null,
        name text not null,
        role text not null,
        secret_hash text not null constraint api_key_hash_key unique,
        member_id uuid,
        created_by uuid,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz)`,
      sql`create index api_key_workspace on ${table('api_key')} (workspace_id)`,
      sql`create table ${table('rate')} (
        key text constraint rate_key primary key,
        window_ends timestamptz not null,
        used integer not null)`,
      sql`create table ${table('sign_in')} (
        id uuid constraint sign_in_key primary key,
        at timestamptz not null default now(),
        email text not null,
        account_id uuid,
        address text,
        agent text,
        outcome text not null)`,
    ],
  },
];

export const workspaceMigrations: Migration[] = [
  {
    name: '0004-member',
    statements: (table) => [
      sql`create table ${table('member')} (
        id uuid constraint member_key primary key,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        created_by_id uuid,
        updated_at timestamptz not null default now(),
        updated_by_id uuid,
        deleted_at timestamptz,
        merged_into_id uuid,
        source jsonb,
        name text not null,
        name__sort text,
        email text,
        email__sort text,
        role text not null,
        active boolean not null default true,
        last_looked_at timestamptz)`,
      sql`create index member_name on ${table('member')} (name__sort, id)`,
    ],
  },
];
