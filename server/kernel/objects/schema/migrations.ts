import { sql, type Migration } from '#kernel/database';

/** The engine's own tables in each workspace; those of the objects follow from the catalogue. */
export const workspaceMigrations: Migration[] = [
  {
    name: '0005-objects',
    statements: (table) => [
      sql`create table ${table('change_set')} (
        id uuid constraint change_set_key primary key,
        member_id uuid,
        actor_name text not null,
        origin text not null,
        label text not null,
        at timestamptz not null,
        records integer not null default 0,
        undoes_id uuid,
        undone_by_id uuid)`,
      sql`create index change_set_at on ${table('change_set')} (at, id)`,
      sql`create table ${table('change')} (
        record_id uuid not null,
        at timestamptz not null,
        change_set_id uuid not null,
        object text not null,
        verb text not null,
        version integer not null,
        before jsonb,
        after jsonb,
        constraint change_key primary key (record_id, at, change_set_id))`,
      sql`create index change_set_records on ${table('change')} (change_set_id, record_id)`,
      sql`create table ${table('record_key')} (
        key text not null,
        record_id uuid not null,
        object text not null,
        constraint record_key_key primary key (key, record_id) include (object))`,
      sql`create table ${table('search_word')} (word text constraint search_word_key primary key)`,
      sql`create index search_word_trigrams on ${table('search_word')} using gin (word public.gin_trgm_ops)`,
      sql`create table ${table('timeline')} (
        object text not null,
        record_id uuid not null,
        at timestamptz not null,
        entry_id uuid not null,
        entry_object text not null,
        kind text not null,
        title text,
        text text,
        author_id uuid,
        via_id uuid,
        done boolean,
        constraint timeline_key primary key (object, record_id, at, entry_id))`,
      sql`create index timeline_entry on ${table('timeline')} (entry_id)`,
      sql`create table ${table('custom_field')} (
        object text not null,
        key text not null,
        definition jsonb not null,
        words jsonb not null,
        created_at timestamptz not null default now(),
        constraint custom_field_key primary key (object, key))`,
      sql`create table ${table('view')} (
        id uuid constraint view_key primary key,
        object text not null,
        name text not null,
        kind text not null,
        filter jsonb,
        sort text[] not null default '{}',
        columns text[] not null default '{}',
        group_by text,
        shared boolean not null default true,
        member_id uuid,
        position integer not null default 0,
        created_at timestamptz not null default now())`,
      sql`create table ${table('counter')} (name text constraint counter_key primary key, value bigint not null)`,
    ],
  },
  {
    // "papadopoulos an": whether a record found by one word also has a word that begins like the other is one probe.
    name: '0011-record-key-by-record',
    statements: (table) => [sql`create index record_key_record on ${table('record_key')} (record_id, key)`],
  },
  {
    name: '0021-view-layout',
    statements: (table) => [
      sql`alter table ${table('view')} add column layout jsonb`,
      sql`create table ${table('sidebar')} (
        member_id uuid constraint sidebar_key primary key,
        items jsonb not null)`,
    ],
  },
  {
    name: '0022-field-setting',
    statements: (table) => [
      sql`create table ${table('field_setting')} (
        object text not null,
        key text not null,
        setting jsonb not null,
        constraint field_setting_key primary key (object, key))`,
    ],
  },
  {
    name: '0023-custom-object',
    statements: (table) => [
      sql`create table ${table('custom_object')} (
        key text constraint custom_object_key primary key,
        definition jsonb not null,
        created_at timestamptz not null default now())`,
    ],
  },
  {
    // Who may do what: roles of one's own, records shared, kept private or followed. `rights_use` says of which objects
    // any record ever was, so that the others pay nothing for it.
    name: '0024-rights',
    statements: (table) => [
      sql`create table ${table('role')} (
        key text constraint role_key primary key,
        name text not null,
        help text not null default '',
        rights jsonb not null,
        archived boolean not null default false,
        created_at timestamptz not null default now())`,
      sql`create table ${table('rights_use')} (
        object text constraint rights_use_key primary key,
        shared boolean not null default false,
        private boolean not null default false)`,
      sql`create table ${table('record_share')} (
        record_id uuid not null,
        holder_id uuid not null,
        object text not null,
        holder text not null,
        level text not null,
        by_id uuid,
        at timestamptz not null,
        constraint record_share_key primary key (record_id, holder_id))`,
      sql`create index record_share_holder on ${table('record_share')} (holder_id, record_id)`,
      sql`create table ${table('record_private')} (
        record_id uuid constraint record_private_key primary key,
        object text not null,
        by_id uuid,
        at timestamptz not null)`,
      sql`create table ${table('record_follower')} (
        record_id uuid not null,
        member_id uuid not null,
        object text not null,
        at timestamptz not null,
        constraint record_follower_key primary key (record_id, member_id))`,
      sql`create index record_follower_member on ${table('record_follower')} (member_id, record_id)`,
    ],
  },
  {
    name: '0013-undo-run',
    statements: (table) => [
      sql`create table ${table('undo_run')} (
        change_set_id uuid constraint undo_run_key primary key,
        undo_id uuid not null,
        job_id uuid,
        actor jsonb not null,
        force boolean not null,
        done_to uuid not null,
        seen integer not null default 0,
        undone integer not null default 0,
        conflicts jsonb not null default '[]',
        started_at timestamptz not null default now())`,
    ],
  },
  {
    name: '0024-bulk-run',
    statements: (table) => [
      sql`create table ${table('bulk_run')} (
        id uuid constraint bulk_run_key primary key,
        object text not null,
        actor jsonb not null,
        selection jsonb not null,
        change jsonb not null,
        origin text not null,
        total integer,
        seen integer not null default 0,
        changed integer not null default 0,
        missed integer not null default 0,
        refused integer not null default 0,
        refusals jsonb not null default '[]',
        started_at timestamptz not null default now())`,
      sql`create table ${table('bulk_item')} (
        run_id uuid not null,
        record_id uuid not null,
        constraint bulk_item_key primary key (run_id, record_id))`,
    ],
  },
  {
    // Which later edits an undo writes over, and what the workspace chose for all.
    name: '0024-overwrite',
    statements: (table) => [
      sql`alter table ${table('undo_run')} add column overwrite jsonb not null default '[]'`,
      sql`update ${table('undo_run')} set overwrite = '"all"' where force`,
      sql`alter table ${table('undo_run')} drop column force`,
      sql`create table ${table('setting')} (name text constraint setting_key primary key, value jsonb not null)`,
    ],
  },
  {
    // When each member last looked at a list or a record, and when before that.
    name: '0026-look',
    statements: (table) => [
      sql`create table ${table('look')} (
        member_id uuid not null,
        what text not null,
        at timestamptz not null,
        before timestamptz,
        constraint look_key primary key (member_id, what))`,
    ],
  },
  {
    // What was changed since a moment. History grows at its end, so the smallest index there is will do.
    name: '0025-change-at',
    statements: (table) => [sql`create index change_at on ${table('change')} using brin (at)`],
  },
  {
    // Tables are grouped by what they say; before they were, they kept what a board would have been grouped by.
    name: '0028-table-groups',
    statements: (table) => [sql`update ${table('view')} set group_by = null where kind = 'table'`],
  },
  {
    name: '0029-team-views',
    statements: (table) => [sql`alter table ${table('view')} add column team_id uuid`],
  },
  {
    // By an older model than this nothing is written any more: one row, from the first change of type on.
    name: '0033-model-floor',
    statements: (table) => [
      sql`create table ${table('model_floor')} (
        id smallint constraint model_floor_key primary key default 1 check (id = 1),
        version integer not null)`,
    ],
  },
  {
    // Units of a currency for one of the workspace's own, as the European Central Bank quotes them.
    name: '0037-exchange-rates',
    statements: (table) => [
      sql`create table ${table('exchange_rate')} (
        currency text not null,
        day date not null,
        rate numeric(24,10) not null,
        source text not null,
        set_at timestamptz not null,
        set_by_id uuid,
        constraint exchange_rate_key primary key (currency, day))`,
    ],
  },
];

/** Written once: the role of the workspace may add rows and read them, never change or remove them. */
export const appendOnlyTables = ['change'];
