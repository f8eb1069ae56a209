import { compile, sql, type Pools } from '#kernel/database';
import type { Workspace } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { indexStatement, type IndexPlan } from './plan-tables.ts';

/** Builds one index beside the work of others, only where there is none yet; a build that was cut short before is made
 * anew. A build that fails leaves nothing behind. Answers with its name, or null where it is there already. */
export async function buildIndex(
  pools: Pools,
  workspace: Workspace,
  { object, plan }: { object: ObjectModel; plan: IndexPlan },
): Promise<string | null> {
  const { name, statement } = indexStatement(workspace.schema, plan);
  const client = await pools.owner.connect();
  const drop = compile(dropSql(workspace, name));
  try {
    const { rows } = await client.query<{ valid: boolean }>(
      `select i.indisvalid as valid from pg_catalog.pg_index i
        join pg_catalog.pg_class c on c.oid = i.indexrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = $2`,
      [workspace.schema, name],
    );
    if (rows[0]?.valid) return null;
    if (rows[0]) await client.query(drop);
    try {
      await client.query(compile(statement));
    } catch (error) {
      await client.query(drop);
      throw error;
    }
    await client.query(`analyze "${workspace.schema}"."${object.table}"`);
    return name;
  } finally {
    client.release();
  }
}

/** Takes an index away beside the work of others, where it is there. */
export async function dropIndex(pools: Pools, workspace: Workspace, plan: IndexPlan): Promise<void> {
  const client = await pools.owner.connect();
  try {
    await client.query(compile(dropSql(workspace, indexStatement(workspace.schema, plan).name)));
  } finally {
    client.release();
  }
}

const dropSql = ({ schema }: Workspace, name: string) => sql`drop index concurrently if exists ${sql.id(schema, name)}`;
