import { lookForDuplicatesOf, proposeDuplicates } from '#modules/quality';
import { undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { createFileStore, type FileStore } from '#kernel/files';
import { getObject, refreshSummariesOf } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { Outline } from '../planning/outline/outline.ts';
import type { ImportPlan } from '../planning/plan-import.ts';
import type { PlanSettings } from '../planning/planned-row.ts';
import { listCorrections } from '../queries/corrections.ts';
import { isCancelRequested } from '../queries/import-jobs.ts';
import { countLoggedRows, countRows, listLoggedRows } from '../queries/import-rows.ts';
import { getImport, saveImport } from '../queries/imports.ts';
import { refreshStatistics } from '../queries/statistics.ts';
import { ImportProblem } from '../reading/import-problem.ts';
import { withCorrections } from './again/corrections.ts';
import { takeBack } from './again/take-back.ts';
import type { ImportRecord } from './import-record.ts';
import { usualLimits, type Limits } from './large/limits.ts';
import { outlineFiles } from './large/outline-files.ts';
import type { Files } from '../planning/plan-chunks.ts';
import { standAlone, storeLarge } from './large/store-large.ts';
import { openImport, readImport, settingsOf, type Reading } from './read-import.ts';
import { storeRelations } from './relations/store-relations.ts';
import { storeRecords } from './records/store-records.ts';
import { ownColumnsOf, readCustoms } from './rows/customs.ts';
import { storeCompanies } from './store-companies.ts';
import { storeDeals, storeInteractions, storeTheRest } from './store-dealings.ts';
import { storePeople } from './store-people.ts';
import { storePhotos } from './store-photos.ts';
import { CompanyIds, idAt, noteLogged, type StoreRun } from './store-run.ts';
import { tryLarge } from './trial/try-large.ts';
import { tryPlan } from './trial/try-plan.ts';

/** Reads the files of an import: what they are, what the columns feed, what a run would do. Changes no record. */
export async function readJob(
  services: ModuleServices,
  job: JobRun,
  id: string,
  limits: Limits = usualLimits,
): Promise<unknown> {
  const record = await job.transaction((ctx) => getImport(ctx, id));
  if (record.state !== 'reading') return { state: record.state };
  return guarded(job, id, async () => {
    const sources = await openImport(services.dataDir, record);
    const settings = settingsOf(job.workspace, record);
    const reading = await readImport(sources, settings, { mapping: record.mapping, counted: [], limits });
    const trial = await tried(job, id, { reading, settings, limits });
    if (trial === 'stopped') return stop(job, id);
    const warnings = notesOf(reading);
    return job.transaction(async (ctx) => {
      const now = await getImport(ctx, id, { lock: true });
      const state = now.run_requested ? 'running' : 'ready';
      const { tables, mapping } = reading;
      await saveImport(ctx, id, {
        state,
        tables,
        mapping: now.mapping ?? mapping,
        warnings,
        dry_run: trial,
      });
      return { state };
    });
  });
}

/** Brings the rows of an import in. A run that was cut short goes on behind the rows it had stored. */
export async function runJob(
  services: ModuleServices,
  job: JobRun,
  id: string,
  limits: Limits = usualLimits,
): Promise<unknown> {
  const record = await job.transaction((ctx) => getImport(ctx, id));
  if (record.state !== 'running') return { state: record.state };
  return guarded(job, id, async () => {
    const settings = settingsOf(job.workspace, record);
    if (!(await takeBack(job, record))) return stop(job, id);
    const corrections = await job.transaction((ctx) => listCorrections(ctx, id));
    const files = await openImport(services.dataDir, record);
    const sources = withCorrections(files, record.mapping ?? [], corrections);
    const reading = await readImport(sources, settings, { mapping: record.mapping, counted: record.tables, limits });
    const total = rowsIn(reading);
    const run = await createRun(job, record, total);
    const store = createFileStore(services.dataDir);
    if (reading.plan) await storeWhole(run, store, reading.plan);
    else await storeChunks(run, store, { files: { sources, mapping: reading.mapping, settings }, limits });
    await refreshCompanies(run);
    if (job.stopped()) return stop(job, id);
    const result = await job.transaction(async (ctx) => {
      await lookForDuplicatesOf(ctx, record.change_set_id);
      const counts = await countRows(ctx, id);
      await saveImport(ctx, id, {
        state: 'done',
        finished_at: ctx.now.toISOString(),
        progress: { done: total, total },
      });
      return counts;
    });
    if (total > statisticsAbove) await refreshStatistics(services, job.workspace.schema);
    return result;
  });
}

// Rows that are looked at in one go where nothing is stored: requests wait that long for their turn.
const looked = 1_000;

/** The counts of a dry run. A large import that is to run anyway is not gone through twice more for them. */
async function tried(
  job: JobRun,
  id: string,
  { reading, settings, limits }: { reading: Reading; settings: PlanSettings; limits: Limits },
): Promise<Record<string, unknown> | null | 'stopped'> {
  const { plan, sources, mapping } = reading;
  if (plan) return tryPlan(job, plan, mapping);
  if ((await job.transaction((ctx) => getImport(ctx, id))).run_requested) return null;
  const files = { sources, mapping, settings };
  return (
    (await tryLarge(job, { files, chunkRows: Math.min(limits.chunk, looked), total: rowsIn(reading) })) ?? 'stopped'
  );
}

function rowsIn({ tables }: Reading): number {
  return tables.reduce((sum, table) => sum + (table.rows ?? 0), 0);
}

/** What is wrong with a file is told in the import; the rest is the job's to try again. */
async function guarded(job: JobRun, id: string, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    await job.transaction((ctx) =>
      saveImport(ctx, id, { state: 'failed', error: error.message, finished_at: ctx.now.toISOString() }),
    );
    return { state: 'failed' };
  }
}

async function stop(job: JobRun, id: string): Promise<unknown> {
  const cancelled = await job.transaction(async (ctx) => {
    const cancel = await isCancelRequested(ctx, job.id);
    if (cancel) await saveImport(ctx, id, { state: 'cancelled', finished_at: ctx.now.toISOString() });
    return cancel;
  });
  return cancelled ? { state: 'cancelled' } : undefinedAfterStop;
}

function notesOf(reading: Reading): string[] {
  const notes = reading.sources.flatMap((source) =>
    source.kind === 'tables'
      ? source.tables.flatMap((table) =>
          table.notes.map((note) => `${table.file}${table.sheet ? ` (${table.sheet})` : ''}: ${note}`),
        )
      : [],
  );
  const loose =
    reading.plan?.unresolved
      .slice(0, 200)
      .map((one) => `${one.row.file} ${one.row.row}: ${one.role} ${one.value}: ${one.reason}`) ?? [];
  const unread = reading.tables
    .filter((table) => table.object === null && (table.rows ?? 0) > 0)
    .map(({ name, sheet, rows }) => `${name}${sheet ? ` (${sheet})` : ''}: ${rows} rows stay out: say what they are`);
  return [...notes, ...unread, ...loose].map((note) => note.slice(0, 500));
}

// Milliseconds between two reports of progress: what a person can follow.
const tellEvery = 700;

async function createRun(job: JobRun, record: ImportRecord, total: number): Promise<StoreRun> {
  const { customs, done: before } = await job.transaction(async (ctx) => ({
    customs: await readCustoms(ctx),
    done: await countLoggedRows(ctx, record.id),
  }));
  let done = before;
  let told = 0;
  const names = record.files.map((file) => file.name).join(', ');
  return {
    importId: record.id,
    changeSetId: record.change_set_id,
    label: `Import: ${names}`.slice(0, 200),
    options: record.options,
    customs,
    transaction: (work) => job.transaction(work, { timeout: 120_000 }),
    recordOf: new Map(),
    logged: new Set(),
    fresh: before === 0,
    ownColumns: ownColumnsOf(record.mapping ?? []),
    companyIds: new CompanyIds(),
    onlyNamed: new Set(),
    seen: new Map(),
    progress: async (count) => {
      done += count;
      if (performance.now() - told < tellEvery) return;
      told = performance.now();
      await job.progress(Math.min(done, total), total);
    },
    stopped: job.stopped,
  };
}

// Rows after which the planner's picture of the tables is out of date; the server's own look comes a minute later.
const statisticsAbove = 2_000;

/** People counted and contacts dated on the companies of the import, once instead of with each batch. Done again by
 * a second try, so that a crash leaves nothing behind. */
async function refreshCompanies(run: StoreRun): Promise<void> {
  const ids = [...run.companyIds.ids];
  for (let at = 0; at < ids.length; at += 1_000) {
    const some = ids.slice(at, at + 1_000);
    await run.transaction((ctx) => refreshSummariesOf(ctx, getObject(ctx, 'company'), some));
  }
}

async function storeWhole(run: StoreRun, store: FileStore, plan: ImportPlan): Promise<void> {
  noteLogged(run, await run.transaction((ctx) => listLoggedRows(ctx, run.importId)));
  await storeCompanies(run, plan);
  await storeBehindCompanies(run, plan);
  await storeRelations(run, plan);
  await storePhotos(run, store, plan);
}

async function storeChunks(
  run: StoreRun,
  store: FileStore,
  { files, limits }: { files: Files; limits: Limits },
): Promise<void> {
  const alone = standAlone(files);
  const outline = alone
    ? new Outline({ byName: false, growing: true })
    : await outlineFiles(files, Math.min(limits.chunk, looked), async () => !run.stopped());
  if (!outline) return;
  await storeLarge(run, { files, outline, alone, chunkRows: limits.chunk }, async (plan) => {
    await storeBehindCompanies(run, plan);
    await storePhotos(run, store, plan);
  });
}

/** Everything of a plan but its companies, in the order in which things are needed. */
async function storeBehindCompanies(run: StoreRun, plan: ImportPlan): Promise<void> {
  await storePeople(run, plan);
  await storeDeals(run, plan.rows);
  await storeInteractions(run, plan.rows);
  await storeRecords(run, plan.rows);
  await storeTheRest(run, plan.rows);
  if (plan.duplicates.likely.length > 0) await run.transaction((ctx) => proposeLikely(ctx, run, plan));
}

async function proposeLikely(ctx: Context, run: StoreRun, { duplicates }: ImportPlan): Promise<void> {
  const proposals = duplicates.likely.flatMap(({ first, second, reason }) => {
    const [a, b] = [idAt(run, first, 'person'), idAt(run, second, 'person')];
    if (!a || !b || a === b) return [];
    const number = /^\+\d+$/.test(reason);
    const en = number ? `One name and one number, ${reason}` : 'One name at one company';
    const el = number ? `Ένα όνομα και ένας αριθμός, ${reason}` : 'Το ίδιο όνομα στην ίδια εταιρεία';
    return [{ object: 'person', first: a, second: b, score: number ? 85 : 75, reason: { en, el } }];
  });
  await proposeDuplicates(ctx, proposals);
}
