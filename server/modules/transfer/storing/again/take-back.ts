import { Failure } from '#shared/failure';
import type { JobRun } from '#kernel/jobs';
import { undoWithin } from '#kernel/objects';
import { deleteRows } from '../../queries/import-rows.ts';
import { getImport, saveImport } from '../../queries/imports.ts';
import type { ImportRecord } from '../import-record.ts';

/** Takes the run before this one back, then forgets the list of its rows. A second try goes on where the first one
 * stopped. Answers whether it is done; not, where the job is to stop first. */
export async function takeBack(job: JobRun, record: ImportRecord): Promise<boolean> {
  if (!record.options.take_back) return true;
  const kept = await undo(job, record.options.take_back);
  if (kept === null) return false;
  await job.transaction(async (ctx) => {
    const { options, warnings } = await getImport(ctx, record.id, { lock: true });
    if (!options.take_back) return;
    const { take_back: _, ...rest } = options;
    await deleteRows(ctx, record.id);
    await saveImport(ctx, record.id, { options: rest, warnings: [...kept, ...warnings] });
  });
  return true;
}

/** What colleagues changed since stays, and is met by the next run instead of being made again. */
async function undo(job: JobRun, id: string): Promise<string[] | null> {
  try {
    const undone = await undoWithin(job, id);
    if (undone === null) return null;
    const records = new Set(undone.conflicts.map((one) => one.record)).size;
    return records > 0 ? [`${records} records were changed since and stay as they are.`] : [];
  } catch (error) {
    const known = ['change_set.not_found', 'change_set.already_undone', 'change_set.cannot_be_undone'];
    if (!(error instanceof Failure) || !known.includes(error.code)) throw error;
    return error.code === 'change_set.cannot_be_undone' ? ['Everything was changed since and stays as it is.'] : [];
  }
}
