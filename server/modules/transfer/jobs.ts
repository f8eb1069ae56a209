import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import type { Context } from '#kernel/workspace';
import { forgetUploads } from './storing/uploads/forget-uploads.ts';
import { getImport } from './queries/imports.ts';
import { readJob, runJob } from './storing/run-import.ts';

const input = z.object({ id: z.string() });

const shape = { input, attempts: 5 };

/** The jobs of imports; `services` is null where only their names are needed, to put one in the queue. */
export function importJobs(services: ModuleServices | null) {
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
  });
  const read = defineJob({
    ...shape,
    key: 'transfer.read',
    run: async (job, { id }: { id: string }) => {
      const result = await readJob(given(), job, id);
      await job.transaction((ctx) => queueRun(ctx, id));
      return result;
    },
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

/** Puts the run in the queue once its import is to be run; `once` tells a further run of the same change set. */
export async function queueRun(ctx: Context, id: string, once?: string): Promise<void> {
  const record = await getImport(ctx, id);
  const run = once ?? record.change_set_id;
  if (record.state === 'running') await enqueue(ctx, importJobs(null).run, { id }, { once: run, priority: 6 });
}

export function jobs(services: ModuleServices): JobDefinition<never>[] {
  const { read, run, forget } = importJobs(services);
  return [read, run, forget] as unknown as JobDefinition<never>[];
}
