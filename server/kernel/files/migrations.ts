import { sql, type Migration } from '#kernel/database';

/** The list of files of a workspace; their bytes lie on the disk under the hash of what they hold. */
export const workspaceMigrations: Migration[] = [
  {
    name: '0007-file',
    statements: (table) => [
      sql`create table ${table('file')} (
        id uuid constraint file_key primary key,
        sha256 text not null,
        name text not null,
        size bigint not null,
        type text not null,
        object text not null,
        record_id uuid not null,
        created_by uuid,
        created_at timestamptz not null,
        deleted_at timestamptz)`,
      sql`create index file_of_record on ${table('file')} (record_id, created_at) where deleted_at is null`,
      sql`create index file_of_hash on ${table('file')} (sha256)`,
    ],
  },
  {
    // Files are records of the catalogue: they have a version, a history and a trash.
    name: '0013-file-record',
    statements: (table) => [
      sql`alter table ${table('file')} rename column created_by to created_by_id`,
      sql`alter table ${table('file')} add column version integer not null default 1,
        add column updated_at timestamptz not null default now(), add column updated_by_id uuid,
        add column merged_into_id uuid, add column source jsonb`,
      sql`create index file_removed on ${table('file')} (deleted_at) where deleted_at is not null`,
    ],
  },
];
