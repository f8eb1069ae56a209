import { inTransaction, sql, type Pools } from '#kernel/database';
import type { Workspace } from '#kernel/workspace';
import { buildCatalog, type Catalog, type CustomField, type Customised } from '../catalog.ts';
import { followActions } from '../bulk/follow-actions.ts';
import type { RecordAction } from '../bulk/record-action.ts';
import type { CustomObject } from './custom-object.ts';
import type { SettingRow } from './change-field.ts';
import type { ObjectDefinition } from '../define-object.ts';
import { newestRates } from '../rates/worth.ts';
import { readAccess } from '../rights/load-access.ts';
import { plainAccess } from '#shared/rights';

/** Attaches each workspace's effective model, read once per version. */
export interface Catalogs {
  attach(workspace: Workspace): Promise<void>;
}

const kept = 1_000; // workspaces whose models stay in memory; the oldest goes first

export function createCatalogs(
  pools: Pools,
  definitions: readonly ObjectDefinition[],
  offered: readonly RecordAction[],
): Catalogs {
  const cache = new Map<string, { catalog: Catalog } & Beside>();
  const actions = new Map([...offered, ...followActions].map((action) => [action.key, action]));
  const plain = buildCatalog(definitions, 0, undefined, actions);
  return {
    attach: async (workspace) => {
      const known = cache.get(workspace.id);
      if (known && known.catalog.version === workspace.modelVersion) {
        workspace.model = known.catalog;
        workspace.access = known.access;
        workspace.rates = known.rates;
        return;
      }
      const { access, rates, ...own } = await readCustom(pools, workspace);
      const asMade = own.objects.length + own.fields.length + own.settings.length === 0;
      const catalog = asMade
        ? { ...plain, version: workspace.modelVersion }
        : buildCatalog(definitions, workspace.modelVersion, own, actions);
      cache.delete(workspace.id);
      cache.set(workspace.id, { catalog, access, rates });
      if (cache.size > kept) cache.delete(cache.keys().next().value!);
      workspace.model = catalog;
      workspace.access = access;
      workspace.rates = rates;
    },
  };
}

const ownTables = ['custom_object', 'custom_field', 'field_setting', 'rights_use', 'team', 'exchange_rate'];

/** What is read with the model and has its version. */
type Beside = Pick<Workspace, 'access' | 'rates'>;

async function readCustom(pools: Pools, workspace: Workspace): Promise<Customised & Beside> {
  return inTransaction(pools.app, { schema: workspace.schema, role: workspace.role }, async (db) => {
    // While a workspace is made or brought to this version, the tables are not there yet.
    const tables = await db.many<{ name: string }>(sql`select c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${workspace.schema} and c.relname = any (${ownTables})`);
    const there = (name: string) => tables.some((table) => table.name === name);
    const objects = there('custom_object')
      ? await db.many<CustomObject>(
          sql`select key, definition from ${db.table('custom_object')} order by created_at, key`,
        )
      : [];
    const fields = there('custom_field')
      ? await db.many<CustomField>(
          sql`select object, key, definition, words from ${db.table('custom_field')} order by created_at, key`,
        )
      : [];
    const settings = there('field_setting')
      ? await db.many<SettingRow>(sql`select object, key, setting from ${db.table('field_setting')}`)
      : [];
    const access = there('rights_use') && there('team') ? await readAccess(db) : plainAccess;
    const rates = there('exchange_rate') ? await newestRates(db) : new Map();
    return { objects, fields, settings, access, rates };
  });
}
