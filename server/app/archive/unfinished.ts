import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '#kernel/config';
import { inTransaction, sql, type Db } from '#kernel/database';
import { dropSchema, toWorkspace, type WorkspaceRow } from '#kernel/workspace';
import type { Services } from '../services.ts';
import { listTables, type Manifest } from './write-archive.ts';

// Stands as the comment of the schema "control" from the first row of a restore to the last: whatever the process dies
// of, the next one sees it.
const mark = 'A restore has begun here and not ended.';
const inControlSchema = { schema: 'control', role: null };

export function markUnfinished({ pools }: Services): Promise<void> {
  return inTransaction(pools.owner, inControlSchema, (db) => setMark(db, `'${mark}'`));
}

export function markFinished({ pools }: Services): Promise<void> {
  return inTransaction(pools.owner, inControlSchema, (db) => setMark(db, 'null'));
}

async function setMark(db: Db, text: string): Promise<void> {
  await db.run(sql`comment on schema control is ${sql.raw(text)}`);
}

/** Refuses to work on half an archive; true only where a restore died here. */
export async function requireFinished(services: Services): Promise<void> {
  if (!(await isUnfinished(services))) return;
  throw new StartError('a restore did not come to its end here: run "restore" again, or take an empty data folder');
}

/** Removes what a restore that died left behind, so that the installation is empty again. */
export async function clearUnfinished(services: Services): Promise<void> {
  if (!(await isUnfinished(services))) return;
  const { pools, server, config } = services;
  const made = await inTransaction(pools.owner, inControlSchema, (db) =>
    db.many<WorkspaceRow>(sql`select * from ${db.table('workspace')}`),
  );
  for (const row of made) await dropSchema(pools, toWorkspace(row, server.wall));
  const scratches = (await readdir(config.dataDir).catch(() => [])).filter((name) => /^restore-\w{6}$/.test(name));
  for (const name of scratches) {
    const path = join(config.dataDir, name);
    const manifest = await readFile(join(path, 'manifest.json'), 'utf8').catch(() => '{"parts":[]}');
    await removeFiles(services, JSON.parse(manifest) as Manifest);
    await rm(path, { recursive: true, force: true });
  }
  await inTransaction(pools.owner, inControlSchema, async (db) => {
    const tables = (await listTables(db)).map((name) => db.table(name));
    await db.run(sql`truncate ${sql.join(tables)}`);
    await setMark(db, 'null');
  });
}

async function removeFiles({ config }: Services, { parts }: Manifest): Promise<void> {
  for (const { name } of parts)
    if (/^(files|imports)\//.test(name)) await rm(join(config.dataDir, name), { force: true });
}

function isUnfinished({ pools }: Services): Promise<boolean> {
  return inTransaction(pools.owner, inControlSchema, async (db) => {
    const row = await db.maybe<{ text: string | null }>(sql`select
      pg_catalog.obj_description(n.oid, 'pg_namespace') as text
      from pg_catalog.pg_namespace n where n.nspname = 'control'`);
    return row?.text === mark;
  });
}
