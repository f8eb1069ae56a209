import { inTransaction, sql, type Pools } from '#kernel/database';
import type { Workspace } from '#kernel/workspace';
import { buildCatalog, type Catalog, type CustomField } from '../catalog.ts';
import type { SettingRow } from './change-field.ts';
import type { ObjectDefinition } from '../define-object.ts';

/** Attaches each workspace's effective model, read once per version. */
export interface Catalogs {
  attach(workspace: Workspace): Promise<void>;
}

const kept = 1_000; // workspaces whose models stay in memory; the oldest goes first

export function createCatalogs(pools: Pools, definitions: readonly ObjectDefinition[]): Catalogs {
  const cache = new Map<string, Catalog>();
  const plain = buildCatalog(definitions, [], 0);
  return {
    attach: async (workspace) => {
      const known = cache.get(workspace.id);
      if (known && known.version === workspace.modelVersion) {
        workspace.model = known;
        return;
      }
      const { custom, settings } = await readCustom(pools, workspace);
      const catalog =
        custom.length === 0 && settings.length === 0
          ? { ...plain, version: workspace.modelVersion }
          : buildCatalog(definitions, custom, workspace.modelVersion, settings);
      cache.delete(workspace.id);
      cache.set(workspace.id, catalog);
      if (cache.size > kept) cache.delete(cache.keys().next().value!);
      workspace.model = catalog;
    },
  };
}

interface Kept {
  custom: CustomField[];
  settings: SettingRow[];
}

async function readCustom(pools: Pools, workspace: Workspace): Promise<Kept> {
  return inTransaction(pools.app, { schema: workspace.schema, role: workspace.role }, async (db) => {
    // While a workspace is made or brought to this version, the tables are not there yet.
    const tables = await db.many<{ name: string }>(sql`select c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${workspace.schema} and c.relname in ('custom_field', 'field_setting')`);
    const there = (name: string) => tables.some((table) => table.name === name);
    const custom = there('custom_field')
      ? await db.many<CustomField>(
          sql`select object, key, definition, words from ${db.table('custom_field')} order by created_at, key`,
        )
      : [];
    const settings = there('field_setting')
      ? await db.many<SettingRow>(sql`select object, key, setting from ${db.table('field_setting')}`)
      : [];
    return { custom, settings };
  });
}
