import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail } from '#shared/failure';
import { newId } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { startUndo } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { queueRead, queueRun } from '../jobs.ts';
import { addImport, getImport, hasChanges, listImports, saveImport } from '../queries/imports.ts';
import { findOwnDomains, rememberOwnDomains } from '../queries/own-domains.ts';
import { applyChoice, type ChosenTable } from '../storing/choose-mapping.ts';
import type { ImportOptions, StoredFile } from '../storing/import-record.ts';
import { requireImporting, requireImportReading } from '../storing/import-rights.ts';
import { readDomains } from '../storing/uploads/own-domains.ts';
import { folderOf, openImport, settingsOf, showMapping } from '../storing/read-import.ts';
import { hasEnded, onImport, runBody, show, type OnImport, type RunBody } from './import-shape.ts';
import { importAnswer, importsAnswer, importUndone, importWithMapping } from './import-answers.ts';

const uploadBytes = 2 * 1024 ** 3; // a mailbox of ten years
const mostFiles = 50;

function upload(services: ModuleServices): Route {
  return defineOpenRoute({
    method: 'POST',
    path: '/api/v1/imports',
    summary: 'Send files to bring in; they are recognised in the background.',
    tag: 'Imports',
    access: 'member',
    answer: importAnswer,
    body: 'stream',
    bodyLimit: uploadBytes,
    serve: async (call) => {
      const id = newId();
      await call.transaction(async (ctx) => requireImporting(ctx));
      let kept = false;
      try {
        const { files, options, sent } = await receive(services, call, id);
        if (files.length === 0) fail('import.no_file');
        return await call.once({ sent, options }, async (ctx) => {
          kept = true;
          return create(ctx, { id, files, options });
        });
      } catch (error) {
        kept = false;
        throw error;
      } finally {
        // Refused, broken off, or sent before under the same Idempotency-Key.
        if (!kept) await rm(folderOf(services.dataDir, id), { recursive: true, force: true });
      }
    },
  });
}

/** Streams the files to disk under numbers: a name never becomes a path. */
async function receive(services: ModuleServices, call: SignedInCall<unknown, unknown, unknown>, id: string) {
  const folder = folderOf(services.dataDir, id);
  const files: StoredFile[] = [];
  const options: ImportOptions = {};
  const sent: string[][] = [];
  for await (const part of call.raw.request.parts({ limits: { files: mostFiles, fileSize: uploadBytes } })) {
    if (part.type === 'field') {
      if (part.fieldname === 'own_domains') options.own_domains = readDomains(String(part.value));
      continue;
    }
    await mkdir(folder, { recursive: true });
    const stored = String(files.length);
    const out = createWriteStream(join(folder, stored), { mode: 0o600 });
    const digest = createHash('sha256');
    await pipeline(
      part.file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          digest.update(chunk);
          yield chunk;
        }
      },
      out,
    );
    if (part.file.truncated) fail('import.file_too_large');
    const name = safeName(part.filename);
    files.push({ name, size: out.bytesWritten, stored });
    sent.push([name, digest.digest('hex')]);
  }
  return { files, options, sent };
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
  { id, files, options }: { id: string; files: StoredFile[]; options: ImportOptions },
) {
  if (options.own_domains) await rememberOwnDomains(ctx, options.own_domains);
  const whole = { ...options, own_domains: options.own_domains ?? (await findOwnDomains(ctx)) ?? [] };
  await addImport(ctx, { id, files, options: whole });
  await queueRead(ctx, { id, files });
  return show(ctx, await getImport(ctx, id));
}

const list = defineRoute({
  method: 'GET',
  path: '/api/v1/imports',
  summary: 'Imports, newest first.',
  tag: 'Imports',
  access: 'member',
  answer: importsAnswer,
  handle: async (ctx) => {
    requireImportReading(ctx);
    const rows = await listImports(ctx);
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
    answer: importWithMapping,
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
    answer: importAnswer,
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

const undo = defineRoute<OnImport, unknown, { force?: boolean } | null>({
  method: 'POST',
  path: '/api/v1/imports/:id/undo',
  summary:
    'Take a whole import back: what it made goes to the trash, what it changed is as before. Large: as a job (202).',
  tag: 'Imports',
  access: 'member',
  answer: importUndone,
  also: { 202: importUndone },
  status: 200,
  params: onImport,
  body: z.strictObject({ force: z.boolean().optional() }).nullish() as never,
  handle: async (ctx, call) => {
    requireImporting(ctx);
    const record = await getImport(ctx, call.params.id, { lock: true });
    if (!(await hasEnded(ctx, record))) fail('import.not_ready', { detail: `This import is ${record.state}.` });
    const changed = await hasChanges(ctx, record);
    // An import that changed nothing is taken back by saying so.
    const nothing = { change_set_id: null, undone: 0, conflicts: [] };
    const wishes = { overwrite: call.body?.force ? ('all' as const) : [], move: {}, preview: false };
    const done = changed ? await startUndo(ctx, record.change_set_id, wishes) : nothing;
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
