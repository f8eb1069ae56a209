import { Failure } from '#shared/failure';
import { sql } from '#kernel/database';
import type { JobRun } from '#kernel/jobs';
import { undoChangeSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { getImport, saveImport, type ImportRecord } from '../import-record.ts';

/** Takes the run before this one back, in one transaction with the list of its rows: a second try finds it done. */
export async function takeBack(job: JobRun, record: ImportRecord): Promise<void> {
  if (!record.options.take_back) return;
  await job.transaction(
    async (ctx) => {
      const { options, warnings } = await getImport(ctx, record.id, { lock: true });
      if (!options.take_back) return;
      const kept = await undo(ctx, options.take_back);
      const { take_back: _, ...rest } = options;
      await ctx.db.run(sql`delete from ${ctx.db.table('import_row')} where import_id = ${record.id}::uuid`);
      await saveImport(ctx, record.id, { options: rest, warnings: [...kept, ...warnings] });
    },
    { timeout: 300_000 },
  );
}

/** What colleagues changed since stays, and is met by the next run instead of being made again. */
async function undo(ctx: Context, id: string): Promise<string[]> {
  const told = (records: number) => `${records} records were changed since and stay as they are.`;
  await ctx.db.run(sql`savepoint take_back`);
  try {
    const { conflicts } = await undoChangeSet(ctx, id, { force: false });
    const records = new Set(conflicts.map((one) => one.record)).size;
    return records > 0 ? [told(records)] : [];
  } catch (error) {
    const known = ['change_set.not_found', 'change_set.already_undone', 'change_set.cannot_be_undone'];
    if (!(error instanceof Failure) || !known.includes(error.code)) throw error;
    await ctx.db.run(sql`rollback to savepoint take_back`);
    return error.code === 'change_set.cannot_be_undone' ? ['Everything was changed since and stays as it is.'] : [];
  }
}
