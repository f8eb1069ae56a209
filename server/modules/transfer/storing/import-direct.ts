import { newId } from '#kernel/database';
import type { ModuleServices } from '#kernel/module';
import { system, withContext, type Workspace } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { queueRead } from '../jobs.ts';
import { findParkedJob } from '../queries/import-jobs.ts';
import { countRows } from '../queries/import-rows.ts';
import { addDirectImport, getImport } from '../queries/imports.ts';
import { folderOf } from './read-import.ts';

/** Brings files in without a page: the same jobs, the proposed mapping, the same report. */
export async function importDirect(
  services: ModuleServices,
  given: {
    workspace: Workspace;
    files: { name: string; size: number }[];
    /** Copies the files into the folder of the import, as 0, 1, 2 … */
    put: (folder: string) => Promise<void>;
    dryRun: boolean;
    drain: () => Promise<void>;
  },
): Promise<Record<string, unknown>> {
  const { workspace, files, dryRun } = given;
  const id = newId();
  await given.put(folderOf(services.dataDir, id));
  const stored = files.map(({ name, size }, index) => ({ name, size, stored: String(index) }));
  const open = <T>(work: Parameters<typeof withContext<T>>[2]) =>
    withContext(services.source, { workspace, actor: system }, work);
  await open(async (ctx) => {
    await addDirectImport(ctx, { id, files: stored, runRequested: !dryRun });
    await queueRead(ctx, { id, files: stored });
  });
  await given.drain();
  // A server that runs beside this command may have taken the job: look until it has ended.
  for (;;) {
    const { record, counts, parked } = await open(async (ctx) => ({
      record: await getImport(ctx, id),
      counts: await countRows(ctx, id),
      parked: await findParkedJob(ctx, id),
    }));
    if (parked) fail('import.failed', { detail: parked.error ?? 'The import failed.' });
    if (record.state === 'failed') fail('import.failed', { detail: record.error ?? 'The import failed.' });
    if (record.state === 'done' || (dryRun && record.state === 'ready')) {
      return {
        id,
        state: record.state,
        files: record.tables,
        ...counts,
        dry_run: record.dry_run,
        warnings: record.warnings,
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    await given.drain();
  }
}
