import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetBefore } from '#kernel/files';
import type { JobRun } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { system, withContext } from '#kernel/workspace';
import { listKnownUploads, listOldUploads, markUploadsGone } from '../../queries/uploads.ts';
import { folderOf } from '../read-import.ts';

const atOnce = 500; // imports of one night; the rest goes the next

// An upload that broke off leaves a folder without an import; a day is longer than any upload.
const spareMillis = 86_400_000;

/** Every night: the files of imports that are older than files are kept, and what broken uploads left behind. */
export async function forgetUploads(services: ModuleServices, job: JobRun): Promise<unknown> {
  const { ids, now } = await job.transaction(async (ctx) => ({
    ids: await listOldUploads(ctx, { before: forgetBefore(ctx.now), limit: atOnce }),
    now: ctx.now,
  }));
  for (const id of ids) {
    await rm(folderOf(services.dataDir, id), { recursive: true, force: true });
    await job.transaction((ctx) => markUploadsGone(ctx, id));
  }
  const [first] = await services.directory.list();
  const spare = first?.id === job.workspace.id ? await removeSpare(services, new Date(now.getTime() - spareMillis)) : 0;
  return { forgotten: ids.length, spare };
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
    const ids = await withContext(source, { workspace, actor: system }, (ctx) => listKnownUploads(ctx, old));
    for (const id of ids) known.add(id);
  }
  const spare = old.filter((name) => !known.has(name));
  for (const name of spare) await rm(join(folder, name), { recursive: true, force: true });
  return spare.length;
}
