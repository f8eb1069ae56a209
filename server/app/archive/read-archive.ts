import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import copyStreams from 'pg-copy-streams';
import { inTransaction, sql, type Db } from '#kernel/database';
import { buildCatalog, queueUniqueIndexes } from '#kernel/objects';
import { createSchema, system, toWorkspace, withContext, type WorkspaceRow } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { Services } from '../services.ts';
import { begin, bringTables } from '../workspaces.ts';
import { readTar } from './tar.ts';
import { clearUnfinished, markFinished, markUnfinished } from './unfinished.ts';
import { archiveFormat, type Manifest } from './write-archive.ts';

const isFile = /^(files|imports)\//;

/** Brings an archive into an installation without workspaces. Unpacked and checked whole before anything is written;
 * what fails after that is taken away again, also what an earlier restore that died left behind. */
export async function readArchive(services: Services, file: string): Promise<Record<string, unknown>> {
  await clearUnfinished(services);
  if ((await services.directory.count()) > 0) fail('archive.not_empty');
  await mkdir(services.config.dataDir, { recursive: true });
  const scratch = await mkdtemp(join(services.config.dataDir, 'restore-'));
  try {
    const manifest = await unpack(file, scratch);
    await markUnfinished(services);
    await bringIn(services, { manifest, scratch }).catch(async (error: unknown) => {
      await clearUnfinished(services);
      throw error;
    });
    await markFinished(services);
    return {
      workspaces: manifest.workspaces.map((one) => one.slug),
      parts: manifest.parts.length,
      ...unchecked(manifest),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function bringIn(services: Services, from: { manifest: Manifest; scratch: string }): Promise<void> {
  await dropColumns(services, 'control', await load(services, { schema: 'control', ...from }));
  for (const { id } of from.manifest.workspaces) await restoreWorkspace(services, { id, ...from });
  await restoreFiles(services, from);
}

async function unpack(file: string, scratch: string): Promise<Manifest> {
  const hashes = new Map<string, string>();
  const gunzip = createGunzip();
  const source = createReadStream(file).on('error', (error) => gunzip.destroy(error));
  try {
    return requireWhole(await unpackParts(source.pipe(gunzip), { scratch, hashes }), hashes);
  } catch (error) {
    const unzipped = !String((error as { code?: unknown }).code).startsWith('Z_');
    if (unzipped && !(error instanceof SyntaxError)) throw error;
    return fail(hashes.size === 0 ? 'archive.not_ours' : 'archive.damaged');
  } finally {
    source.destroy();
  }
}

async function unpackParts(
  source: Readable,
  { scratch, hashes }: { scratch: string; hashes: Map<string, string> },
): Promise<Manifest | null> {
  let manifest: Manifest | null = null;
  for await (const part of readTar(source)) {
    const path = join(scratch, normalize(part.name));
    // A name that climbs out of the folder is no part of an archive of ours.
    if (!path.startsWith(`${scratch}/`) || part.name.includes('..')) fail('archive.not_ours');
    await mkdir(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    const chunks: Buffer[] = [];
    const keep = part.name === 'manifest.json';
    await pipeline(
      Readable.from(part.bytes),
      async function* (bytes: AsyncIterable<Buffer>) {
        for await (const chunk of bytes) {
          hash.update(chunk);
          if (keep) chunks.push(chunk);
          yield chunk;
        }
      },
      createWriteStream(path),
    );
    hashes.set(part.name, hash.digest('hex'));
    if (keep) manifest = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Manifest;
  }
  return manifest;
}

function requireWhole(manifest: Manifest | null, hashes: Map<string, string>): Manifest {
  if (!manifest || manifest.format < 1 || manifest.format > archiveFormat) return fail('archive.not_ours');
  const unknown = new Set(withoutHash(manifest));
  const broken = manifest.parts.find(
    ({ name, sha256 }) => !hashes.has(name) || (!unknown.has(name) && hashes.get(name) !== sha256),
  );
  if (broken) fail('archive.damaged', { detail: `The archive is damaged at ${broken.name}; nothing was written.` });
  return manifest;
}

/** Files of an archive of form 1 that was made before files had hashes: their bytes cannot be checked. */
function withoutHash({ format, parts }: Manifest): string[] {
  return format > 1 ? [] : parts.filter(({ name, sha256 }) => isFile.test(name) && !sha256).map(({ name }) => name);
}

/** What is told of them. */
function unchecked(manifest: Manifest): Record<string, unknown> {
  const { length } = withoutHash(manifest);
  return length === 0
    ? {}
    : { unchecked: `${length} ${length === 1 ? 'file' : 'files'}: the archive is older than the hashes of files` };
}

interface Loading {
  schema: string;
  manifest: Manifest;
  scratch: string;
}

async function load(
  services: Services,
  { schema, manifest, scratch }: Loading,
  only?: (table: string) => boolean,
): Promise<Left[]> {
  return inTransaction(services.pools.owner, { schema, role: null }, async (db) => {
    const left: Left[] = [];
    for (const part of manifest.parts) {
      const [folder, name = ''] = part.name.split('/');
      const table = name.replace(/\.csv$/, '');
      if (folder !== schema || (only && !only(table))) continue;
      left.push({ table, columns: await copyIn(db, table, join(scratch, part.name)) });
    }
    return left;
  });
}

/** Columns of a table that an archive brought and no field has. */
interface Left {
  table: string;
  columns: string[];
}

async function dropColumns({ pools }: Services, schema: string, left: Left[]): Promise<void> {
  await inTransaction(pools.owner, { schema, role: null }, async (db) => {
    for (const { table, columns } of left)
      for (const name of columns) await db.client.query(`alter table "${schema}"."${table}" drop column ${name}`);
  });
}

/** Loads one table by the names in its first line, so that columns added since stay empty. Answers with the columns
 * that were added for it. */
async function copyIn(db: Db, table: string, path: string): Promise<string[]> {
  const header = await firstLine(path);
  const names = header.split(',').map((name) => `"${name.replaceAll('"', '')}"`);
  const left = await columnsLeft(db, table, names);
  for (const name of left) await db.client.query(`alter table "${db.schema}"."${table}" add column ${name} text`);
  const text = `copy "${db.schema}"."${table}" (${names.join(', ')}) from stdin with (format csv, header true)`;
  await pipeline(createReadStream(path), db.client.query(copyStreams.from(text)));
  return left;
}

/** Columns of the archive that no field has any more, such as those of a type that a field had before: they are read
 * over. */
async function columnsLeft(db: Db, table: string, names: string[]): Promise<string[]> {
  const rows = await db.many<{ name: string }>(sql`select attname as name from pg_catalog.pg_attribute
    where attrelid = ${`"${db.schema}"."${table}"`}::regclass and attnum > 0 and not attisdropped`);
  const there = new Set(rows.map(({ name }) => `"${name}"`));
  return names.filter((name) => !there.has(name));
}

async function firstLine(path: string): Promise<string> {
  let text = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 64 * 1024 })) {
    text += chunk as string;
    if (text.includes('\n')) break;
  }
  return text.split('\n', 1)[0]!.trim();
}

async function restoreWorkspace(
  services: Services,
  { id, manifest, scratch }: { id: string; manifest: Manifest; scratch: string },
): Promise<void> {
  const { pools, server, definitions } = services;
  const row = await inTransaction(pools.owner, { schema: 'control', role: null }, (db) =>
    db.one<WorkspaceRow>(sql`select * from ${db.table('workspace')} where id = ${id}`),
  );
  const workspace = toWorkspace(row, server.wall);
  workspace.model = buildCatalog(definitions, row.model_version);
  await createSchema(pools, workspace, server.appRole);
  await bringTables(services, workspace);
  // The objects and fields an administrator made are part of the model, and so are roles and teams; rates are read
  // with it: first they, then the tables, then what is in them.
  const loading = { schema: workspace.schema, manifest, scratch };
  const model = ['custom_object', 'custom_field', 'field_setting', 'role', 'rights_use', 'team', 'exchange_rate'];
  const ofModel = (table: string) => model.includes(table);
  await dropColumns(services, workspace.schema, await load(services, loading, ofModel));
  const whole = (await services.directory.find(id))!;
  await bringTables(services, whole);
  const held = await load(services, loading, (table) => !ofModel(table));
  // What became of columns that no field has any more is made from them, before they go.
  await begin(services, whole, (table) =>
    manifest.parts.some(({ name }) => name === `${workspace.schema}/${table}.csv`),
  );
  await dropColumns(services, workspace.schema, held);
  await withContext(services.source, { workspace: whole, actor: system }, queueUniqueIndexes);
}

async function restoreFiles(
  { config }: Services,
  { manifest, scratch }: { manifest: Manifest; scratch: string },
): Promise<void> {
  for (const part of manifest.parts) {
    if (!isFile.test(part.name)) continue;
    const path = join(config.dataDir, part.name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(createReadStream(join(scratch, part.name)), createWriteStream(path, { mode: 0o600 }));
  }
}
