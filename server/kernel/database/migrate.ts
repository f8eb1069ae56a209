import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Sql } from './db.ts';
import { inTransaction } from './transaction.ts';

/** One step of a schema's history: statements that each go alone in their query. Never edited once released. */
export interface Migration {
  name: string;
  statements: (table: (name: string) => Sql) => Sql[];
}

/** Brings one schema to the newest step; each step is one transaction and is recorded in the schema's own table.
 * Answers with the names of the steps that ran. */
export async function migrateSchema(owner: Pool, schema: string, migrations: readonly Migration[]): Promise<string[]> {
  return inTransaction(owner, { schema, role: null, timeout: 120_000 }, async (db) => {
    await db.run(sql`create table if not exists ${db.table('migration')}
      (name text constraint migration_key primary key, at timestamptz not null default now())`);
    // Two processes starting at once: the second waits here and then finds nothing left to do.
    await db.run(sql`lock table ${db.table('migration')} in exclusive mode`);
    const rows = await db.many<{ name: string }>(sql`select name from ${db.table('migration')}`);
    const done = new Set(rows.map((row) => row.name));
    const missing = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of missing) {
      for (const statement of migration.statements(db.table)) await db.run(statement);
      await db.run(sql`insert into ${db.table('migration')} (name) values (${migration.name})`);
    }
    return missing.map((migration) => migration.name);
  });
}
