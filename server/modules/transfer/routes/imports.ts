import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { enqueue } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { startUndo } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { importJobs, queueRun } from '../jobs.ts';
import { applyChoice, type ChosenTable } from '../storing/choose-mapping.ts';
import {
  countRows,
  getImport,
  importsSql,
  saveImport,
  type ImportRecord,
  type StoredFile,
} from '../storing/import-record.ts';
import { requireImporting, requireImportReading } from '../storing/import-rights.ts';
import { folderOf, openImport, settingsOf, showMapping } from '../storing/read-import.ts';

const onImport = z.object({ id: z.uuid() });
type OnImport = z.infer<typeof onImport>;

const uploadBytes = 2 * 1024 ** 3; // a mailbox of ten years
const mostFiles = 50;

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
const runBody = z.strictObject({
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
type RunBody = z.infer<typeof runBody>;

// A mistake of ours: its text is in the log and on the job, for administrators.
const mistake =
  'The import stopped on a mistake of ours. What came in is kept; take it back with undo, or bring the file again.';

async function show(ctx: Context, record: ImportRecord) {
  const counts = await countRows(ctx, record.id);
  const job = await ctx.db.maybe<{
    id: string;
    progress: unknown;
    state: string;
    error: string | null;
  }>(sql`select id, progress, state, error
    from ${ctx.db.table('job')} where kind in ('transfer.read', 'transfer.run') and payload->>'id' =
      ${record.id} order by id desc limit 1`);
  return {
    id: record.id,
    state: job?.state === 'parked' && record.state !== 'done' ? 'failed' : record.state,
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
    error: record.error ?? (job?.state === 'parked' ? mistake : null),
    change_set_id: record.state === 'done' ? record.change_set_id : null,
    undo: await findUndo(ctx, record),
  };
}

/** How far the import is taken back; also of one that was stopped half-way, which undo continues. */
async function findUndo(ctx: Context, { change_set_id }: ImportRecord) {
  return ctx.db.maybe<{ job_id: string; state: string; done: number; total: number }>(sql`select r.job_id,
      case when j.state = 'parked' then 'failed' else j.state end as state, r.seen as done, s.records as total
    from ${ctx.db.table('undo_run')} r join ${ctx.db.table('change_set')} s on s.id = r.change_set_id
    left join ${ctx.db.table('job')} j on j.id = r.job_id where r.change_set_id = ${change_set_id}::uuid`);
}

function upload(services: ModuleServices): Route {
  return defineOpenRoute({
    method: 'POST',
    path: '/api/v1/imports',
    summary: 'Send files to bring in; they are recognised in the background.',
    tag: 'Imports',
    access: 'member',
    body: 'stream',
    bodyLimit: uploadBytes,
    serve: async (call) => {
      const id = newId();
      await call.transaction(async (ctx) => requireImporting(ctx));
      const { files, options } = await receive(services, call, id);
      if (files.length === 0) fail('import.no_file');
      return call.transaction((ctx) => create(ctx, { id, files, options }));
    },
  });
}

/** Streams the files to disk under numbers: a name never becomes a path. */
async function receive(services: ModuleServices, call: SignedInCall<unknown, unknown, unknown>, id: string) {
  const folder = folderOf(services.dataDir, id);
  const files: StoredFile[] = [];
  const options: Record<string, unknown> = {};
  for await (const part of call.raw.request.parts({ limits: { files: mostFiles, fileSize: uploadBytes } })) {
    if (part.type === 'field') {
      if (part.fieldname === 'own_domains')
        options['own_domains'] = String(part.value)
          .split(',')
          .map((domain) => domain.trim().toLowerCase())
          .filter(Boolean)
          .slice(0, 50);
      continue;
    }
    await mkdir(folder, { recursive: true });
    const stored = String(files.length);
    const out = createWriteStream(join(folder, stored), { mode: 0o600 });
    await pipeline(part.file, out);
    if (part.file.truncated) fail('import.file_too_large');
    files.push({ name: safeName(part.filename), size: out.bytesWritten, stored });
  }
  return { files, options };
}

/** The last part of a name, without signs that a terminal or a page would act on. */
function safeName(name: string | undefined): string {
  const last = (name ?? '').replaceAll('\\', '/').split('/').at(-1)!;
  return (
    last
      .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '')
      .toWellFormed()
      .slice(0, 200)
      .trim() || 'file'
  );
}

async function create(
  ctx: Context,
  { id, files, options }: { id: string; files: StoredFile[]; options: Record<string, unknown> },
) {
  await ctx.db.run(sql`insert into ${ctx.db.table('import')} (id, state, member_id, files, options, change_set_id)
    values (${id}, 'reading', ${ctx.actor.memberId}::uuid, ${JSON.stringify(files)}::jsonb,
      ${JSON.stringify(options)}::jsonb, ${newId()})`);
  await enqueue(ctx, importJobs(null).read, { id }, { once: id, priority: 4 });
  return show(ctx, await getImport(ctx, id));
}

const list = defineRoute({
  method: 'GET',
  path: '/api/v1/imports',
  summary: 'Imports, newest first.',
  tag: 'Imports',
  access: 'member',
  handle: async (ctx) => {
    requireImportReading(ctx);
    const rows = await ctx.db.many<ImportRecord>(sql`${importsSql(ctx)} order by i.id desc limit 100`);
    return {
      data: rows.map(({ id, state, created_at, finished_at, files, tables }) => ({
        id,
        state,
        created_at,
        finished_at,
        files: tables.length > 0 ? tables : files.map(({ name }) => ({ name })),
      })),
    };
  },
});

function one(services: ModuleServices): Route {
  return defineOpenRoute<OnImport>({
    method: 'GET',
    path: '/api/v1/imports/:id',
    summary: 'An import: state, what was recognised, the proposed mapping with samples, counts, progress.',
    tag: 'Imports',
    access: 'member',
    params: onImport,
    serve: async (call) => {
      const { record, shown } = await call.transaction(async (ctx) => {
        requireImportReading(ctx);
        const found = await getImport(ctx, call.params.id);
        return { record: found, shown: await show(ctx, found) };
      });
      if (record.state !== 'ready' || !record.mapping) return { ...shown, mapping: null };
      const sources = await openImport(services.dataDir, record);
      return {
        ...shown,
        mapping: { tables: await showMapping(sources, record.mapping, settingsOf(call.workspace, record)) },
      };
    },
  });
}

function run(services: ModuleServices): Route {
  return defineRoute<OnImport, unknown, RunBody | null>({
    method: 'POST',
    path: '/api/v1/imports/:id/run',
    summary: 'Bring the rows in, with the proposed mapping or your own.',
    tag: 'Imports',
    access: 'member',
    status: 202,
    params: onImport,
    body: runBody.nullish() as never,
    handle: async (ctx, { params, body }) => {
      requireImporting(ctx);
      const record = await getImport(ctx, params.id, { lock: true });
      if (record.state !== 'reading' && record.state !== 'ready') {
        fail('import.not_ready', { detail: `This import is ${record.state}.` });
      }
      const options = { ...record.options, ...(body?.on_match ? { on_match: body.on_match } : {}) };
      const chosen =
        body?.mapping && record.mapping
          ? await applyChoice(services, ctx, { proposed: record.mapping, chosen: body.mapping.tables as ChosenTable[] })
          : record.mapping;
      const state = record.state === 'ready' ? 'running' : 'reading';
      await saveImport(ctx, record.id, { run_requested: true, state, options, mapping: chosen });
      await queueRun(ctx, record.id);
      return show(ctx, await getImport(ctx, record.id));
    },
  });
}

/** Whether nothing writes to the import any more: it is done, was stopped, or failed half-way. */
async function hasEnded(ctx: Context, record: ImportRecord): Promise<boolean> {
  if (['done', 'cancelled', 'failed'].includes(record.state)) return true;
  if (record.state !== 'running') return false;
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('job')}
    where kind = 'transfer.run' and payload->>'id' = ${record.id} and done_at is null`);
  return n === 0;
}

const undo = defineRoute<OnImport, unknown, { force?: boolean } | null>({
  method: 'POST',
  path: '/api/v1/imports/:id/undo',
  summary:
    'Take a whole import back: what it made goes to the trash, what it changed is as before. Large: as a job (202).',
  tag: 'Imports',
  access: 'member',
  status: 200,
  params: onImport,
  body: z.strictObject({ force: z.boolean().optional() }).nullish() as never,
  handle: async (ctx, call) => {
    requireImporting(ctx);
    const record = await getImport(ctx, call.params.id, { lock: true });
    if (!(await hasEnded(ctx, record))) fail('import.not_ready', { detail: `This import is ${record.state}.` });
    const { records } = await ctx.db.one<{ records: number }>(sql`select count(*) as records
      from ${ctx.db.table('change_set')} where id = ${record.change_set_id}::uuid`);
    // An import that changed nothing is taken back by saying so.
    const nothing = { change_set_id: null, undone: 0, conflicts: [] };
    const done =
      records === 0 ? nothing : await startUndo(ctx, record.change_set_id, { force: call.body?.force ?? false });
    if ('job_id' in done) call.status(202);
    // What was begun is told with the import until the job has ended.
    else await saveImport(ctx, record.id, { state: 'undone' });
    if (done.change_set_id) call.header('kith-change-set', done.change_set_id);
    return { ...(await show(ctx, await getImport(ctx, record.id))), undone: done.undone, conflicts: done.conflicts };
  },
});

export function importRoutes(services: ModuleServices): Route[] {
  return [upload(services), list, one(services), run(services), undo];
}
