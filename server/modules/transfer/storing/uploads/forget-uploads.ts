import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from '#kernel/database';
import { forgetBefore } from '#kernel/files';
import type { JobRun } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { system, withContext, type Context } from '#kernel/workspace';
import { folderOf } from '../read-import.ts';

const atOnce = 500; // imports of one night; the rest goes the next

// An upload that broke off leaves a folder without an import; a day is longer than any upload.
const spareMillis = 86_400_000;

/** Every night: the files of imports that are older than files are kept, and what broken uploads left behind. */
export async function forgetUploads(services: ModuleServices, job: JobRun): Promise<unknown> {
  const { ids, now } = await job.transaction(async (ctx) => ({ ids: await listOld(ctx), now: ctx.now }));
  for (const id of ids) {
    await rm(folderOf(services.dataDir, id), { recursive: true, force: true });
    await job.transaction((ctx) => markGone(ctx, id));
  }
  const [first] = await services.directory.list();
  const spare = first?.id === job.workspace.id ? await removeSpare(services, new Date(now.getTime() - spareMillis)) : 0;
  return { forgotten: ids.length, spare };
}

async function listOld(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('import')}
    where uploads_gone_at is null and state not in ('reading', 'running')
      and coalesce(finished_at, created_at) < ${forgetBefore(ctx.now).toISOString()}::timestamptz
    order by id limit ${atOnce}`);
  return rows.map((row) => row.id);
}

async function markGone(ctx: Context, id: string): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('import')} set uploads_gone_at = ${ctx.now.toISOString()}::timestamptz
    where id = ${id}::uuid`);
}

async function removeSpare({ source, directory, dataDir }: ModuleServices, before: Date): Promise<number> {
  const folder = join(dataDir, 'imports');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const old: string[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && found.mtimeMs < before.getTime()) old.push(name);
  }
  const known = new Set<string>();
  for (const workspace of await directory.list()) {
    const rows = await withContext(source, { workspace, actor: system }, (ctx) =>
      ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('import')} where id::text = any (${old}::text[])`),
    );
    for (const { id } of rows) known.add(id);
  }
  const spare = old.filter((name) => !known.has(name));
  for (const name of spare) await rm(join(folder, name), { recursive: true, force: true });
  return spare.length;
}
