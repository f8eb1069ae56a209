import { fail } from '#shared/failure';
import { newId } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import type { Context } from '#kernel/workspace';
import { queueRead, queueRun } from '../jobs.ts';
import { listCorrections } from '../queries/corrections.ts';
import { pageRejectedRows } from '../queries/import-rows.ts';
import { getImport, renewChangeSet, saveImport } from '../queries/imports.ts';
import { keepCorrections, withCorrections } from '../storing/again/corrections.ts';
import { applyChoice, type ChosenTable } from '../storing/choose-mapping.ts';
import type { ImportRecord } from '../storing/import-record.ts';
import { requireImporting, requireImportReading } from '../storing/import-rights.ts';
import { openImport, settingsOf, showMapping } from '../storing/read-import.ts';
import { readAs, withHeader } from '../storing/read-as.ts';
import { readPlaces } from '../storing/rejects.ts';
import { hasEnded, onImport, runBody, show, type OnImport, type RunBody } from './import-shape.ts';
import { importAnswer, mappingAnswer, rejectsAnswer } from './import-answers.ts';

async function requireEnded(ctx: Context, id: string): Promise<ImportRecord> {
  requireImporting(ctx);
  const record = await getImport(ctx, id, { lock: true });
  if (record.state !== 'undone' && !(await hasEnded(ctx, record)))
    fail('import.not_ready', { detail: `This import is ${record.state}.` });
  if (record.uploads_gone_at) fail('import.files_gone');
  return record;
}

/** The mapping of a run, to be changed. */
function mapping(services: ModuleServices): Route {
  return defineOpenRoute<OnImport>({
    method: 'GET',
    path: '/api/v1/imports/:id/mapping',
    summary: 'The mapping an import runs or ran with, with samples.',
    tag: 'Imports',
    access: 'member',
    answer: mappingAnswer,
    params: onImport,
    serve: async (call) => {
      const record = await call.transaction(async (ctx) => {
        requireImportReading(ctx);
        return getImport(ctx, call.params.id);
      });
      const sources = await openImport(services.dataDir, record);
      return { tables: await showMapping(sources, record.mapping ?? [], settingsOf(call.workspace, record)) };
    },
  });
}

function again(services: ModuleServices): Route {
  return defineRoute<OnImport, unknown, RunBody | null>({
    method: 'POST',
    path: '/api/v1/imports/:id/again',
    summary: 'Take an import back and run it again from its stored files, with a changed mapping.',
    tag: 'Imports',
    access: 'member',
    answer: importAnswer,
    status: 202,
    params: onImport,
    body: runBody.nullish() as never,
    handle: async (ctx, { params, body }) => {
      const record = await requireEnded(ctx, params.id);
      const chosen =
        body?.mapping && record.mapping
          ? await applyChoice(services, ctx, { proposed: record.mapping, chosen: body.mapping.tables as ChosenTable[] })
          : record.mapping;
      const { take_back, ...options } = record.options;
      const undone = record.state === 'undone' && !take_back;
      await saveImport(ctx, record.id, {
        state: 'running',
        run_requested: true,
        finished_at: null,
        error: null,
        mapping: chosen,
        options: {
          ...options,
          ...(body?.on_match ? { on_match: body.on_match } : {}),
          // A run that is undone has still its rows on the list.
          take_back: take_back ?? (undone ? newId() : record.change_set_id),
        },
      });
      await renewChangeSet(ctx, record.id);
      await queueRun(ctx, record.id);
      return show(ctx, await getImport(ctx, record.id));
    },
  });
}

const mostAtOnce = 200;
const rejectQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(mostAtOnce).optional(),
});

/** Rejected rows with their cells, to be mended. */
function rejects(services: ModuleServices): Route {
  return defineOpenRoute<OnImport, z.infer<typeof rejectQuery>>({
    method: 'GET',
    path: '/api/v1/imports/:id/rejects',
    summary: 'The rows that were kept out, with the reason and their cells, to be mended.',
    tag: 'Imports',
    access: 'member',
    answer: rejectsAnswer,
    params: onImport,
    query: rejectQuery as never,
    serve: async (call) => {
      const { after = 0, limit = mostAtOnce } = call.query;
      const { record, places, corrections } = await call.transaction(async (ctx) => {
        requireImportReading(ctx);
        return {
          record: await getImport(ctx, call.params.id),
          corrections: await listCorrections(ctx, call.params.id),
          places: await pageRejectedRows(ctx, call.params.id, { after, limit: limit + 1 }),
        };
      });
      const own = record.mapping ?? [];
      const sources = withCorrections(await openImport(services.dataDir, record), own, corrections);
      const shown = places.slice(0, limit);
      const cells = await readPlaces(sources, own, shown);
      return {
        tables: own
          .filter((table) => shown.some((one) => one.file === table.file && one.sheet === (table.sheet ?? '')))
          .map(({ file, sheet, columns }) => ({
            file,
            sheet,
            columns: columns.map(({ index, header }) => ({ index, header })),
          })),
        data: shown.map((one) => ({ ...one, sheet: one.sheet || null, cells: cells(one) })),
        next_after: places.length > limit ? after + limit : null,
      };
    },
  });
}

const correctionsBody = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        file: z.string().max(300),
        sheet: z.string().max(300).nullable(),
        row: z.number().int(),
        cells: z.record(z.string().regex(/^\d{1,5}$/), z.string().max(100_000)),
      }),
    )
    .min(1)
    .max(1_000),
});

const corrections = defineRoute<OnImport, unknown, z.infer<typeof correctionsBody>>({
  method: 'POST',
  path: '/api/v1/imports/:id/corrections',
  summary: 'Bring rejected rows in as you mended them: they become part of the same import.',
  tag: 'Imports',
  access: 'member',
  answer: importAnswer,
  status: 202,
  params: onImport,
  body: correctionsBody as never,
  handle: async (ctx, { params, body }) => {
    const record = await requireEnded(ctx, params.id);
    if (record.state !== 'done') fail('import.not_ready', { detail: `This import is ${record.state}.` });
    await keepCorrections(ctx, record.id, body.rows);
    await saveImport(ctx, record.id, { state: 'running', finished_at: null });
    await queueRun(ctx, record.id, newId());
    return show(ctx, await getImport(ctx, record.id));
  },
});

const tableBody = z.strictObject({
  file: z.string().max(300),
  sheet: z.string().max(300).nullable(),
  /** Key of an object, `interaction` for calls, mails and notes in one table, or null to leave the table out. */
  object: z.string().max(60).nullable(),
});

/** What a table holds, where it was not recognised or recognised wrongly. */
function tableAs(services: ModuleServices): Route {
  return defineOpenRoute<OnImport, unknown, z.infer<typeof tableBody>>({
    method: 'POST',
    path: '/api/v1/imports/:id/tables',
    summary: 'Say what the rows of a table are; it is read anew, and the trial counted again.',
    tag: 'Imports',
    access: 'member',
    answer: importAnswer,
    status: 202,
    params: onImport,
    body: tableBody as never,
    serve: async (call) => {
      const { file, sheet, object } = call.body;
      const found = await call.transaction(async (ctx) => {
        requireImporting(ctx);
        return getImport(ctx, call.params.id);
      });
      const sources = await openImport(services.dataDir, found);
      const tables = sources.flatMap((source) => (source.kind === 'tables' ? source.tables : []));
      const table = tables.find((one) => one.file === file && one.sheet === sheet);
      const own = found.mapping?.find((one) => one.file === file && one.sheet === sheet);
      if (!table || !own) return fail('import.no_table');
      const headed = await withHeader(own, table);
      return call.transaction(async (ctx) => {
        const record = await getImport(ctx, call.params.id, { lock: true });
        if (record.state !== 'ready') fail('import.not_ready', { detail: `This import is ${record.state}.` });
        const read = readAs(ctx, headed, object);
        const changed = (record.mapping ?? []).map((one) => (one.file === file && one.sheet === sheet ? read : one));
        await saveImport(ctx, record.id, { state: 'reading', mapping: changed });
        await queueRead(ctx, record, true);
        return show(ctx, await getImport(ctx, record.id));
      });
    },
  });
}

/** Mending an import after it ran: another mapping, rows that were rejected. */
export function importAgainRoutes(services: ModuleServices): Route[] {
  return [tableAs(services), mapping(services), again(services), rejects(services), corrections];
}
