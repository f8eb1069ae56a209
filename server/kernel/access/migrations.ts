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
  {
    name: '0020-arriving',
    statements: (table) => [
      sql`create table ${table('invitation')} (
        id uuid constraint invitation_key primary key,
        workspace_id uuid not null,
        email text not null,
        name text,
        role text not null,
        teams uuid[] not null default '{}',
        token_hash text not null constraint invitation_token_key unique,
        invited_by uuid,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        accepted_at timestamptz,
        withdrawn_at timestamptz)`,
      sql`create index invitation_workspace on ${table('invitation')} (workspace_id, created_at)`,
      sql`create table ${table('password_reset')} (
        token_hash text constraint password_reset_key primary key,
        account_id uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null)`,
      sql`create index password_reset_account on ${table('password_reset')} (account_id)`,
      sql`alter table ${table('sign_in')} add column how text`,
      sql`create index sign_in_account on ${table('sign_in')} (account_id, at)`,
      sql`create index sign_in_email on ${table('sign_in')} (email, at)`,
      sql`create index sign_in_at on ${table('sign_in')} (at)`,
    ],
  },
  {
    name: '0024-service-accounts',
    statements: (table) => [
      sql`alter table ${table('api_key')} add column scopes jsonb`,
      // A service account is a membership without an account.
      sql`alter table ${table('membership')} drop constraint membership_key`,
      sql`alter table ${table('membership')} alter column account_id drop not null`,
      sql`alter table ${table('membership')} add column service_name text`,
      sql`alter table ${table('membership')} add constraint membership_member_key unique (workspace_id, member_id)`,
      sql`alter table ${table('membership')} add constraint membership_account_key unique (account_id, workspace_id)`,
      sql`alter table ${table('membership')} add constraint membership_is_somebody
        check ((account_id is null) = (service_name is not null))`,
    ],
  },
  {
    name: '0030-single-sign-on',
    statements: (table) => [
      sql`create table ${table('provider')} (
        workspace_id uuid constraint provider_key primary key,
        issuer text not null,
        client_id text not null,
        client_secret text,
        secret_set_at timestamptz,
        newcomer_role text,
        active boolean not null default true)`,
      // Of two firms that call a domain theirs, only the first may send its people anywhere.
      sql`create table ${table('provider_domain')} (
        domain text constraint provider_domain_key primary key,
        workspace_id uuid not null)`,
      sql`create index provider_domain_workspace on ${table('provider_domain')} (workspace_id)`,
      sql`create table ${table('sign_on_attempt')} (
        state_hash text constraint sign_on_attempt_key primary key,
        browser_hash text not null,
        workspace_id uuid not null,
        issuer text not null,
        client_id text not null,
        nonce text not null,
        verifier text not null,
        expires_at timestamptz not null)`,
      sql`create table ${table('provided_account')} (
        workspace_id uuid not null,
        issuer text not null,
        subject text not null,
        account_id uuid not null,
        linked_at timestamptz not null default now(),
        constraint provided_account_key primary key (workspace_id, issuer, subject),
        constraint provided_account_once unique (workspace_id, account_id))`,
      sql`alter table ${table('sign_in')} add column workspace_id uuid`,
    ],
  },
  {
    name: '0032-passkeys',
    statements: (table) => [
      sql`create table ${table('passkey')} (
        id uuid constraint passkey_key primary key,
        account_id uuid not null,
        credential_id text not null constraint passkey_credential_key unique,
        public_key text not null,
        counter bigint not null,
        name text not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz)`,
      sql`create index passkey_account on ${table('passkey')} (account_id)`,
      sql`create table ${table('passkey_challenge')} (
        challenge_hash text constraint passkey_challenge_key primary key,
        account_id uuid,
        expires_at timestamptz not null)`,
    ],
  },
  {
    name: '0036-sign-on-only',
    statements: (table) => [sql`alter table ${table('provider')} add column only_way boolean not null default false`],
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
