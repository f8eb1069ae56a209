import { forgetArrivals } from '#kernel/access';
import { forgetOldEvents } from '#kernel/events';
import { cleanStore, forgetRemovedFiles, usedHashes } from '#kernel/files';
import { forgetOldKeys, z } from '#kernel/http';
import { defineJob, type JobDefinition, type JobRun } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { forgetParkedBulk } from '#kernel/objects';
import { system, withContext } from '#kernel/workspace';

/** Forgets what is kept for a time only. */
const forget = defineJob({
  key: 'app.forget',
  input: z.object({}),
  attempts: 3,
  everySeconds: 3_600,
  run: (job) =>
    job.transaction(async (ctx) => ({
      events: await forgetOldEvents(ctx),
      keys: await forgetOldKeys(ctx),
      bulk: await forgetParkedBulk(ctx),
    })),
});

/** What belongs to accounts and not to a workspace; one workspace looks after it for all. */
function forgetInControl(services: Pick<ModuleServices, 'pools' | 'directory'>) {
  return defineJob({
    key: 'app.forget_arrivals',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: async (job) => ({ sign_ins: (await isFirst(services, job)) ? await forgetArrivals(services.pools) : 0 }),
  });
}

/** Every night: files that were removed long ago are forgotten, and bytes that no workspace speaks of are deleted. */
function cleanFiles(services: Pick<ModuleServices, 'source' | 'directory' | 'dataDir'>) {
  return defineJob({
    key: 'app.clean_files',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: async (job) => {
      const { forgotten, now } = await job.transaction(async (ctx) => ({
        forgotten: await forgetRemovedFiles(ctx),
        now: ctx.now,
      }));
      return { forgotten, bytes: (await isFirst(services, job)) ? await cleanBytes(services, now) : 0 };
    },
  });
}

/** All workspaces keep their bytes in one folder: one of them looks after it for all. */
async function isFirst({ directory }: Pick<ModuleServices, 'directory'>, job: JobRun): Promise<boolean> {
  return (await directory.list())[0]?.id === job.workspace.id;
}

// Bytes come before the row that speaks of them; a day is longer than any upload.
const spareMillis = 86_400_000;

async function cleanBytes(
  { source, directory, dataDir }: Pick<ModuleServices, 'source' | 'directory' | 'dataDir'>,
  now: Date,
): Promise<number> {
  const workspaces = await directory.list();
  const used = async (hashes: string[]) => {
    const found = new Set<string>();
    for (const workspace of workspaces) {
      const some = await withContext(source, { workspace, actor: system }, (ctx) => usedHashes(ctx, hashes));
      for (const hash of some) found.add(hash);
    }
    return found;
  };
  return cleanStore(dataDir, { before: new Date(now.getTime() - spareMillis), used });
}

/** The jobs that keep an installation tidy. */
export function housekeeping(
  services: Pick<ModuleServices, 'source' | 'directory' | 'dataDir' | 'pools'>,
): JobDefinition<never>[] {
  return [forget, forgetInControl(services), cleanFiles(services)] as JobDefinition<never>[];
}
