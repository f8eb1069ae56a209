import { createDb, inTransaction, newId, onConnection, sql, type Db, type Pools } from '#kernel/database';
import { plainAccess } from '#shared/rights';
import type { Workspace } from './context.ts';

export interface WorkspaceRow {
  id: string;
  slug: string;
  name: string;
  region: string;
  time_zone: string;
  currency: string;
  language: 'en' | 'el';
  model_version: number;
}

/** What a new workspace is made from. */
export interface NewWorkspace {
  name: string;
  region: string;
  timeZone: string;
  currency: string;
  language: 'en' | 'el';
}

/** Where each workspace lives. The effective object model is attached by `attach`, given by the objects room. */
export interface Directory {
  fromRow(row: WorkspaceRow): Promise<Workspace>;
  find(idOrSlug: string): Promise<Workspace | null>;
  list(): Promise<Workspace[]>;
  count(): Promise<number>;
}

export function createDirectory(
  pools: Pools,
  options: { wall: 'roles' | 'query'; attach: (workspace: Workspace) => Promise<void> },
): Directory {
  const fromRow = async (row: WorkspaceRow) => {
    const workspace = toWorkspace(row, options.wall);
    await options.attach(workspace);
    return workspace;
  };
  const read = (work: (db: Db) => Promise<WorkspaceRow[]>) => inControl(pools, work);
  return {
    fromRow,
    find: async (idOrSlug) => {
      const rows = await read((db) =>
        db.many(sql`select * from ${db.table('workspace')} where id::text = ${idOrSlug} or slug = ${idOrSlug}`),
      );
      return rows[0] ? fromRow(rows[0]) : null;
    },
    list: async () => {
      const rows = await read((db) => db.many(sql`select * from ${db.table('workspace')} order by created_at, id`));
      return Promise.all(rows.map(fromRow));
    },
    count: async () => {
      const row = await inControl(pools, (db) =>
        db.one<{ n: number }>(sql`select count(*) as n from ${db.table('workspace')}`),
      );
      return row.n;
    },
  };
}

/** One statement outside any workspace, on the control plane: no transaction is opened for a single look-up. */
export async function inControl<T>(pools: Pools, work: (db: Db) => Promise<T>): Promise<T> {
  const { control } = pools;
  return onConnection(control, (client) =>
    work(createDb(client, { schema: 'control', statements: control.statements?.(client) ?? null })),
  );
}

/** Several statements on the control plane that stay or fall together. */
export function inControlTransaction<T>(pools: Pools, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(pools.control, { schema: 'control', role: null }, work);
}

export function toWorkspace(row: WorkspaceRow, wall: 'roles' | 'query'): Workspace {
  const schema = `ws_${row.id.replaceAll('-', '')}`;
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    region: row.region,
    timeZone: row.time_zone,
    currency: row.currency,
    language: row.language,
    modelVersion: row.model_version,
    schema,
    role: wall === 'roles' ? schema : null,
    model: null,
    access: plainAccess,
    rates: new Map(),
  };
}

/** A readable, unique name for the address bar: letters and digits of the name, numbered where taken. */
export async function insertWorkspace(db: Db, workspace: NewWorkspace, slug: string): Promise<WorkspaceRow> {
  const base = slug || 'workspace';
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? base : `${base}-${n}`;
    const row = await db.maybe<WorkspaceRow>(sql`insert into ${db.table('workspace')}
      (id, slug, name, region, time_zone, currency, language)
      values (${newId()}, ${candidate}, ${workspace.name}, ${workspace.region}, ${workspace.timeZone},
        ${workspace.currency}, ${workspace.language})
      on conflict (slug) do nothing returning *`);
    if (row) return row;
  }
}
