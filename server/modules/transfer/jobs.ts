import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { newId } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { forgetUploads } from './storing/uploads/forget-uploads.ts';
import { findImportJob } from './queries/import-jobs.ts';
import { getImport } from './queries/imports.ts';
import { mayImport } from './storing/import-rights.ts';
import type { ImportState, StoredFile } from './storing/import-record.ts';
import { readJob, runJob } from './storing/run-import.ts';

const input = z.object({ id: z.string() });

const shape = { input, attempts: 5 };

/** Whether an import still stands where its job stopped: no other one was begun since, and its files are there. */
async function standsAt(ctx: Context, id: string, state: ImportState): Promise<boolean> {
  if (!mayImport(ctx)) return false;
  const record = await getImport(ctx, id, { lock: true });
  const job = await findImportJob(ctx, id);
  return record.state === state && !record.uploads_gone_at && job?.state === 'parked';
}

/** The jobs of imports; `services` is null where only their names are needed, to put one in the queue. */
function importJobs(services: ModuleServices | null) {
  const given = () => {
    if (!services) throw new Error('this copy of the job is only a name');
    return services;
  };
  const run = defineJob({
    ...shape,
    key: 'transfer.run',
    // Two files that name the same people at once would make them twice.
    alone: true,
    run: (job, { id }: { id: string }) => runJob(given(), job, id),
    again: (ctx, { id }) => standsAt(ctx, id, 'running'),
  });
  const read = defineJob({
    ...shape,
    key: 'transfer.read',
    run: async (job, { id }: { id: string }) => {
      const result = await readJob(given(), job, id);
      await job.transaction((ctx) => queueRun(ctx, id));
      return result;
    },
    again: (ctx, { id }) => standsAt(ctx, id, 'reading'),
  });
  const forget = defineJob({
    key: 'transfer.forget',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: (job) => forgetUploads(given(), job),
  });
  return { read, run, forget };
}

// Bytes: some thousand rows, which take longer than a second.
const heavyFrom = 256 * 1024;

function isHeavy(files: readonly StoredFile[]): boolean {
  return files.reduce((sum, file) => sum + file.size, 0) > heavyFrom;
}

/** Puts the reading of an import in the queue: the first one, or `again` after something was changed. */
export async function queueRead(
  ctx: Context,
  { id, files }: { id: string; files: readonly StoredFile[] },
  again = false,
): Promise<void> {
  const once = again ? newId() : id;
  await enqueue(ctx, importJobs(null).read, { id }, { once, priority: 4, heavy: isHeavy(files) });
}

/** Puts the run in the queue once its import is to be run; `once` tells a further run of the same change set. */
export async function queueRun(ctx: Context, id: string, once?: string): Promise<void> {
  const record = await getImport(ctx, id);
  if (record.state !== 'running') return;
  const queueing = { once: once ?? record.change_set_id, priority: 6, heavy: isHeavy(record.files) };
  await enqueue(ctx, importJobs(null).run, { id }, queueing);
}

export function jobs(services: ModuleServices): JobDefinition<never>[] {
  const { read, run, forget } = importJobs(services);
  return [read, run, forget] as unknown as JobDefinition<never>[];
}
