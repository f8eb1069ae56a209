import { inTransaction, sql, type Pools } from '#kernel/database';
import type { Workspace } from './context.ts';

/** Makes the empty schema of a workspace and the role that alone may read it (database.md §5). */
export async function createSchema(pools: Pools, workspace: Workspace, appLogin: string): Promise<void> {
  const { schema, role } = workspace;
  await inTransaction(pools.owner, { schema, role: null }, async (db) => {
    await db.run(sql`create schema ${sql.id(schema)}`);
    if (role === null) return;
    const id = sql.id(role);
    await db.run(sql`create role ${id} nologin`);
    await db.run(sql`grant ${id} to ${sql.id(appLogin)} with inherit false, set true`);
    await db.run(sql`grant usage on schema ${sql.id(schema)} to ${id}`);
    await db.run(
      sql`alter default privileges in schema ${sql.id(schema)} grant select, insert, update, delete on tables to ${id}`,
    );
  });
}

/** Removes a workspace that could not be made whole: the schema first, then the role. */
export async function dropSchema(pools: Pools, workspace: Workspace): Promise<void> {
  await inTransaction(pools.owner, { schema: workspace.schema, role: null }, async (db) => {
    await db.run(sql`drop schema if exists ${sql.id(workspace.schema)} cascade`);
    if (workspace.role) await db.run(sql`drop role if exists ${sql.id(workspace.role)}`);
  });
}

/** Takes away the right to change or remove what is written once: history and audit (database.md §5). */
export async function makeAppendOnly(pools: Pools, workspace: Workspace, tables: string[]): Promise<void> {
  if (workspace.role === null) return;
  await inTransaction(pools.owner, { schema: workspace.schema, role: null }, async (db) => {
    for (const table of tables) {
      await db.run(sql`revoke update, delete on ${db.table(table)} from ${sql.id(workspace.role!)}`);
    }
  });
}
