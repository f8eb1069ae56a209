import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import copyStreams from 'pg-copy-streams';
import { inTransaction, sql, type Db } from '#kernel/database';
import type { Services } from '../services.ts';
import { addToTar, endTar } from './tar.ts';

/** The form of the archives that are written. Those of form 1 may have no hashes of the bytes of files. */
export const archiveFormat = 2;

/** What an archive holds, with a hash for each part. */
export interface Manifest {
  format: number;
  version: string;
  at: string;
  workspaces: { id: string; slug: string; schema: string }[];
  parts: { name: string; size: number; sha256: string }[];
}

// Rows that mean nothing in another installation: sessions, limits, leases, work in flight.
const left = new Set([
  'migration',
  'model_floor',
  'session',
  'rate',
  'lease',
  'wakeup',
  'job',
  'outbox',
  'idempotency',
  'password_reset',
]);

/** Writes the archive beside its final name and renames it when it is whole. Each schema is read in one snapshot. */
export async function writeArchive(services: Services, file: string): Promise<Record<string, unknown>> {
  const partial = `${file}.part`;
  const manifest = await writePartial(services, partial).catch(async (error: unknown) => {
    await rm(partial, { force: true });
    throw error;
  });
  await rename(partial, file);
  return {
    file,
    workspaces: manifest.workspaces.map((one) => one.slug),
    parts: manifest.parts.length,
    bytes: (await stat(file)).size,
    keep_with_it: 'the file "secret" of the data folder, or SECRET: without it second factors cannot be read back',
  };
}

async function writePartial(services: Services, partial: string): Promise<Manifest> {
  const gzip = createGzip({ level: 6 });
  const filled = fill(services, gzip).then(async (manifest) => {
    await endTar(gzip);
    return manifest;
  });
  // Side by side: a disk that cannot be written must end the work, not leave it waiting for room.
  const written = pipeline(gzip, createWriteStream(partial, { mode: 0o600 }));
  const [manifest] = await Promise.all([filled, written]);
  return manifest;
}

async function fill(services: Services, out: NodeJS.WritableStream & Transform): Promise<Manifest> {
  const scratch = await mkdtemp(join(tmpdir(), 'kith-backup-'));
  const workspaces = await services.directory.list();
  const manifest: Manifest = {
    format: archiveFormat,
    version: services.version,
    at: new Date().toISOString(),
    workspaces: workspaces.map(({ id, slug, schema }) => ({ id, slug, schema })),
    parts: [],
  };
  try {
    for (const schema of ['control', ...workspaces.map((workspace) => workspace.schema)]) {
      await inTransaction(services.pools.owner, { schema, role: null, snapshot: true }, async (db) => {
        for (const table of await listTables(db)) {
          const path = join(scratch, 'table.csv');
          const size = await copyOut(db, table, path);
          const name = `${schema}/${table}.csv`;
          const sha256 = await addToTar(out, name, { path, size });
          manifest.parts.push({ name, size, sha256 });
        }
      });
    }
    for (const folder of ['files', 'imports']) await addFolder(services, { folder, out, manifest });
    await addToTar(out, 'manifest.json', Buffer.from(JSON.stringify(manifest, null, 2)));
    return manifest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The tables of a schema whose rows an archive holds. */
export async function listTables(db: Db): Promise<string[]> {
  const rows = await db.many<{ name: string }>(sql`select c.relname as name from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${db.schema} and c.relkind = 'r' order by 1`);
  return rows.map((row) => row.name).filter((name) => !left.has(name));
}

async function copyOut(db: Db, table: string, path: string): Promise<number> {
  const text = `copy (select * from "${db.schema}"."${table}") to stdout with (format csv, header true)`;
  await pipeline(db.client.query(copyStreams.to(text)), createWriteStream(path));
  return (await stat(path)).size;
}

interface Folder {
  folder: string;
  out: Transform & NodeJS.WritableStream;
  manifest: Manifest;
}

/** Files are named by their content or by a number, so their paths are short and harmless. */
async function addFolder({ config }: Services, { folder, out, manifest }: Folder): Promise<void> {
  const root = join(config.dataDir, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = await stat(path);
    const name = `${folder}/${path.slice(root.length + 1)}`;
    const sha256 = await addToTar(out, name, { path, size });
    manifest.parts.push({ name, size, sha256 });
  }
}
