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
];
