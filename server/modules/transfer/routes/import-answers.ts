import { z } from '#kernel/http';
import { stopReasons } from '#kernel/jobs';
import { conflictAnswer } from '#kernel/objects';

const outcomes = z.enum(['created', 'updated', 'matched', 'attached', 'interaction', 'skipped', 'rejected']);
const state = z.enum(['reading', 'ready', 'running', 'done', 'failed', 'cancelled', 'undone']);
const foundTable = z.object({
  name: z.string(),
  sheet: z.string().nullable(),
  rows: z.int().nullable(),
  object: z.string().nullable(),
  recognised_as: z.string().nullable(),
});

/** An import as pages and programs see it. */
export const importAnswer = z
  .object({
    id: z.uuid(),
    state,
    created_at: z.string(),
    finished_at: z.string().nullable(),
    files: z.array(foundTable),
    created: z.int(),
    updated: z.int(),
    matched: z.int(),
    attached: z.int(),
    interactions: z.int(),
    skipped: z.int(),
    rejected: z.int(),
    by_object: z.record(z.string(), z.partialRecord(outcomes, z.int())),
    warnings: z.array(z.string()),
    dry_run: z.looseObject({}).nullable(),
    progress: z.object({ done: z.number(), total: z.number().nullable() }).nullable(),
    job_id: z.uuid().nullable(),
    taking_back: z.boolean(),
    error: z.string().nullable(),
    stopped: z
      .object({ reason: z.enum(stopReasons), again: z.boolean() })
      .nullable()
      .meta({ description: 'Why its work waits or was given up; with `again` you may have job_id go on.' }),
    change_set_id: z.uuid().nullable(),
    undo: z
      .object({ job_id: z.uuid().nullable(), state: z.string().nullable(), done: z.int(), total: z.int() })
      .nullable(),
  })
  .meta({ id: 'Import' });

/** The columns of the tables of an import, what each feeds, and samples. */
export const mappingAnswer = z
  .object({
    tables: z.array(
      z.object({
        file: z.string(),
        sheet: z.string().nullable(),
        header_row: z.int().nullable(),
        object: z.string().nullable(),
        recognised_as: z.string(),
        confidence: z.number(),
        day_first: z.record(z.string(), z.boolean()),
        fields: z.array(z.string()),
        columns: z.array(
          z.object({
            index: z.int(),
            header: z.string(),
            field: z.string().nullable(),
            label: z.string().nullable(),
            slot: z.int().nullable(),
            confidence: z.number(),
            samples: z.array(z.object({ before: z.string(), after: z.string(), problem: z.string().nullable() })),
            new_field: z.object({ label: z.string(), type: z.string() }).optional(),
            create: z.boolean().optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ImportMapping' });

/** An import with the mapping that it proposes, as long as that can be changed. */
export const importWithMapping = importAnswer.extend({ mapping: mappingAnswer.nullable() });

/** An import after it was taken back, or with the job that does so. */
export const importUndone = importAnswer.extend({ undone: z.int(), conflicts: z.array(conflictAnswer) });

/** Imports, newest first. */
export const importsAnswer = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      state,
      created_at: z.string(),
      finished_at: z.string().nullable(),
      files: z.array(z.union([foundTable, z.object({ name: z.string() })])),
    }),
  ),
});

/** What became of each row. */
export const rowsAnswer = z.object({
  data: z.array(
    z.object({
      file: z.string(),
      sheet: z.string().nullable(),
      row: z.int(),
      status: z.string(),
      outcome: outcomes,
      reason: z.string().nullable(),
      object: z.string().nullable(),
      record_id: z.uuid().nullable(),
      refused: z.unknown(),
    }),
  ),
  next_cursor: z.string().nullable(),
});

/** Rejected rows with their cells. */
export const rejectsAnswer = z.object({
  tables: z.array(
    z.object({
      file: z.string(),
      sheet: z.string().nullable(),
      columns: z.array(z.object({ index: z.int(), header: z.string() })),
    }),
  ),
  data: z.array(
    z.object({
      file: z.string(),
      sheet: z.string().nullable(),
      row: z.int(),
      reason: z.string().nullable(),
      cells: z.unknown(),
    }),
  ),
  next_after: z.int().nullable(),
});
