import { mayAdminister } from '#kernel/access';
import { z } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { findImportJob, findUndo, hasOpenRun, type ImportJob } from '../queries/import-jobs.ts';
import { countRows } from '../queries/import-rows.ts';
import type { ImportRecord, ImportState } from '../storing/import-record.ts';
import { mayImport } from '../storing/import-rights.ts';

export const onImport = z.object({ id: z.uuid() });
export type OnImport = z.infer<typeof onImport>;

const columnMapping = z.strictObject({
  index: z.number().int().min(0).max(20_000),
  header: z.string().max(2_000),
  field: z.string().max(80).nullable(),
  label: z.string().max(60).nullable().default(null),
  slot: z.number().int().nullable().default(null),
  confidence: z.number().default(1),
  samples: z.unknown().optional(),
  /** With `field` null: the column becomes a field of the workspace's own. */
  new_field: z.looseObject({ label: z.string().min(1).max(80), type: z.string().max(40) }).nullish(),
  /** Takes the offer of `new_field`. */
  create: z.boolean().optional(),
});
/** What a run is asked with. */
export const runBody = z.strictObject({
  accept: z.literal('proposed').optional(),
  mapping: z
    .strictObject({
      tables: z.array(
        z.looseObject({
          file: z.string(),
          sheet: z.string().nullable(),
          object: z.string().nullable(),
          columns: z.array(columnMapping),
        }),
      ),
    })
    .optional(),
  on_match: z.enum(['fill', 'overwrite']).optional(),
});
export type RunBody = z.infer<typeof runBody>;

// A mistake of ours: its text is in the log and on the job, for administrators.
const mistake =
  'The import stopped on a mistake of ours. What came in is kept; take it back with undo, or bring the file again.';

/** An import as pages and programs see it. */
export async function show(ctx: Context, record: ImportRecord) {
  const counts = await countRows(ctx, record.id);
  const job = await findImportJob(ctx, record.id);
  return {
    id: record.id,
    state: stateOf(record, job),
    created_at: record.created_at,
    finished_at: record.finished_at,
    files:
      record.tables.length > 0
        ? record.tables
        : record.files.map(({ name }) => ({ name, sheet: null, rows: null, object: null, recognised_as: null })),
    ...counts,
    warnings: record.warnings,
    dry_run: record.dry_run,
    progress: record.state === 'done' ? record.progress : (job?.progress ?? null),
    job_id: job?.id ?? null,
    /** The run before this one is being taken back. */
    taking_back: record.state === 'running' && record.options.take_back !== undefined,
    error: record.error ?? (job?.state === 'parked' ? mistake : null),
    stopped: stoppedBy(ctx, record, job),
    change_set_id: record.state === 'done' ? record.change_set_id : null,
    undo: await findUndo(ctx, record.change_set_id),
  };
}

/** Why its job waits or was given up, and whether the asker may have it go on. */
function stoppedBy(ctx: Context, { state, uploads_gone_at }: ImportRecord, job: ImportJob | null) {
  const parked = job?.state === 'parked' && (state === 'reading' || state === 'running');
  if (!parked && !(job?.state === 'waiting' && job.reason)) return null;
  const own = mayAdminister(ctx) || job.member_id === ctx.actor.memberId;
  return { reason: job.reason ?? 'mistake', again: parked && own && !uploads_gone_at && mayImport(ctx) };
}

/** The state as it is told. A job that was stopped before it began, or ended by a mistake, could not write its own. */
function stateOf({ state }: ImportRecord, job: ImportJob | null): ImportState {
  if (job?.state === 'parked' && state !== 'done') return 'failed';
  return job?.state === 'cancelled' && (state === 'reading' || state === 'running') ? 'cancelled' : state;
}

/** Whether nothing writes to the import any more: it is done, was stopped, or failed half-way. */
export async function hasEnded(ctx: Context, record: ImportRecord): Promise<boolean> {
  if (['done', 'cancelled', 'failed'].includes(record.state)) return true;
  if (record.state !== 'running') return false;
  return !(await hasOpenRun(ctx, record.id));
}
