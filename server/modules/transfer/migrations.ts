import { sql, type Migration } from '#kernel/database';

export const migrations: Migration[] = [
  {
    name: '0100-import',
    statements: (table) => [
      sql`create table ${table('import')} (
        id uuid constraint import_key primary key,
        state text not null,
        member_id uuid,
        created_at timestamptz not null default now(),
        finished_at timestamptz,
        files jsonb not null default '[]',
        tables jsonb not null default '[]',
        mapping jsonb,
        options jsonb not null default '{}',
        run_requested boolean not null default false,
        dry_run jsonb,
        warnings jsonb not null default '[]',
        progress jsonb,
        error text,
        change_set_id uuid not null)`,
      sql`create table ${table('import_row')} (
        import_id uuid not null,
        file text not null,
        sheet text not null,
        row integer not null,
        status text not null,
        outcome text not null,
        reason text,
        object text,
        record_id uuid,
        refused jsonb,
        kept jsonb,
        constraint import_row_key primary key (import_id, file, sheet, row))`,
      sql`create index import_row_outcome on ${table('import_row')} (import_id, outcome, file, sheet, row)`,
      sql`create index import_row_record on ${table('import_row')} (record_id)`,
    ],
  },
  {
    name: '0101-import-uploads',
    statements: (table) => [sql`alter table ${table('import')} add column uploads_gone_at timestamptz`],
  },
  {
    name: '0102-import-setting',
    statements: (table) => [
      sql`create table ${table('import_setting')} (
        name text constraint import_setting_key primary key,
        value jsonb not null)`,
    ],
  },
  {
    name: '0103-import-correction',
    statements: (table) => [
      sql`create table ${table('import_correction')} (
        import_id uuid not null,
        file text not null,
        sheet text not null,
        row integer not null,
        cells jsonb not null,
        constraint import_correction_key primary key (import_id, file, sheet, row))`,
    ],
  },
  {
    // A page that watches an import asks for its counts every second or so: they are added up, not counted.
    name: '0104-import-tally',
    statements: (table) => [
      sql`create table ${table('import_tally')} (
        id uuid constraint import_tally_key primary key,
        import_id uuid not null,
        outcome text not null,
        object text,
        n integer not null)`,
      sql`create index import_tally_import on ${table('import_tally')} (import_id)`,
      sql`insert into ${table('import_tally')} (id, import_id, outcome, object, n)
        select gen_random_uuid(), import_id, outcome, object, count(*) from ${table('import_row')}
        group by import_id, outcome, object`,
      sql`create index import_row_rejected on ${table('import_row')} (import_id, file, sheet, row)
        where outcome = 'rejected'`,
      sql`drop index ${table('import_row_outcome')}`,
      sql`drop index ${table('import_row_record')}`,
    ],
  },
];
