import type { Outline } from '../../planning/outline/outline.ts';
import type { ImportPlan } from '../../planning/plan-import.ts';
import { placeKey, type PlannedRow, type RowPlace } from '../../planning/planned-row.ts';
import { relationsOf } from '../../planning/rows/relations.ts';
import { listLoggedRowsAt } from '../../queries/import-rows.ts';
import { oneAhead } from './one-ahead.ts';
import { storeRelations } from '../relations/store-relations.ts';
import { storeCompanies, storeParents } from '../store-companies.ts';
import { storeManagers } from '../store-people.ts';
import { noteLogged, type StoreRun } from '../store-run.ts';
import { planChunks, type Files } from '../../planning/plan-chunks.ts';

/** What is stored of files that are too large to be planned at once. */
export interface LargeFiles {
  files: Files;
  outline: Outline;
  /** No row says anything of a later one: the outline grows with the chunks, and one reading less is done. */
  alone: boolean;
  chunkRows: number;
}

/** Stores files chunk by chunk as if all rows were at hand: the outline says where the others stand, the log which
 * records they became. At the end, who belongs to whom: only then everybody is there. All of it may be done again, so
 * a try after a crash goes on behind what is stored. */
export async function storeLarge(
  run: StoreRun,
  large: LargeFiles,
  stored: (plan: ImportPlan) => Promise<void>,
): Promise<void> {
  // What is said of a company goes before its mere name.
  if (large.outline.lateCompanies) await eachChunk(run, large, { only: aboutCompany, work: storeCompaniesOf });
  await storeRows(run, large, stored);
  if (large.outline.related && !large.alone) await eachChunk(run, large, { only: isRelated, work: storeRelated });
}

/** The companies of a chunk go ahead while the people before are still written. People wait for the chunk before,
 * because they may be the same people; only where the outline has named everybody whom a chunk speaks of, and none of
 * them is still being written, two chunks are written at once. */
async function storeRows(run: StoreRun, large: LargeFiles, stored: (plan: ImportPlan) => Promise<void>): Promise<void> {
  const writing = new Set<Writing>();
  try {
    for await (const plan of oneAhead(plansOf(large, () => true))) {
      await storeAhead(run, plan);
      const named = placesIn(plan);
      const apart = large.alone && ![...writing].some((one) => named.keys().some((key) => one.rows.has(key)));
      while (writing.size > (apart ? 1 : 0)) await Promise.race([...writing].map((one) => one.done));
      if (run.stopped()) break;
      const work = { places: run.fresh && large.alone ? withoutOwn(named, plan) : named, work: stored };
      const done = storeNoted(run, plan, work).then(() => void writing.delete(one));
      done.catch(() => undefined);
      const one: Writing = { rows: new Set(plan.rows.map(placeKey)), done };
      writing.add(one);
    }
    await Promise.all([...writing].map((one) => one.done));
  } catch (error) {
    // None is left running where another failed.
    await Promise.allSettled([...writing].map((one) => one.done));
    throw error;
  }
}

/** A chunk that is being written. */
interface Writing {
  rows: Set<string>;
  done: Promise<void>;
}

async function storeAhead(run: StoreRun, plan: ImportPlan): Promise<void> {
  const about = placesIn({ ...plan, rows: plan.rows.filter(aboutCompany) });
  if (about.size > 0) await noteAt(run, about);
  await storeCompanies(run, plan);
}

interface Noted {
  /** Rows that may be on the log. */
  places: Map<string, RowPlace>;
  work(plan: ImportPlan): Promise<void>;
}

async function storeNoted(run: StoreRun, plan: ImportPlan, { places, work }: Noted): Promise<void> {
  await noteAt(run, places);
  await work(plan);
  for (const key of [...places.keys(), ...plan.rows.map(placeKey)]) {
    run.logged.delete(key);
    run.recordOf.delete(key);
  }
}

/** Only the rows beyond the chunk: its own cannot have been stored. */
function withoutOwn(places: Map<string, RowPlace>, { rows }: ImportPlan): Map<string, RowPlace> {
  const own = new Set(rows.map(placeKey));
  return new Map([...places].filter(([key]) => !own.has(key)));
}

async function noteAt(run: StoreRun, places: Map<string, RowPlace>): Promise<void> {
  if (places.size === 0) return;
  noteLogged(run, await run.transaction((ctx) => listLoggedRowsAt(ctx, run.importId, [...places.values()])));
}

interface Pass {
  only(row: PlannedRow): boolean;
  work(run: StoreRun, plan: ImportPlan): Promise<void>;
}

async function eachChunk(run: StoreRun, large: LargeFiles, { only, work }: Pass): Promise<void> {
  for await (const plan of oneAhead(plansOf(large, only))) {
    if (run.stopped()) return;
    if (plan.rows.length > 0) await storeNoted(run, plan, { places: placesIn(plan), work: (one) => work(run, one) });
  }
}

async function* plansOf(
  { files, outline, alone, chunkRows }: LargeFiles,
  only: (row: PlannedRow) => boolean,
): AsyncGenerator<ImportPlan> {
  if (!alone) outline.rewind();
  for await (const chunk of planChunks(files, chunkRows)) {
    if (alone) outline.add(chunk);
    const plan = outline.plan(chunk);
    yield { ...plan, rows: plan.rows.filter(only) };
  }
}

/** The rows of a plan and those that they point at, by their keys. */
function placesIn({ rows, duplicates }: ImportPlan): Map<string, RowPlace> {
  const places = new Map<string, RowPlace>();
  const add = (place: RowPlace) => places.set(placeKey(place), place);
  for (const row of rows) {
    add(row);
    for (const { to } of row.links) if (to) add(to);
    const first = duplicates.personOf.get(placeKey(row));
    if (first) add(first);
  }
  for (const { first } of duplicates.likely) add(first);
  return places;
}

// What names other rows of the same files.
const naming = /^(?:company_id|reports_to|manager|spouse|referred_by|relations?\b|relation\.)/;

/** Whether the files are one table of people who name nobody else among them. */
export function standAlone({ sources, mapping }: Files): boolean {
  const read = mapping.filter((one) => one.object !== null);
  const [table] = read;
  if (sources.length !== 1 || read.length !== 1 || table?.object !== 'person') return false;
  return !table.columns.some(({ field }) => field !== null && naming.test(field));
}

function aboutCompany(row: PlannedRow): boolean {
  return row.status === 'company';
}

function isRelated(row: PlannedRow): boolean {
  return (
    row.links.some((link) => (link.role === 'parent' || link.role === 'reports_to') && link.to !== null) ||
    (row.status === 'person' && relationsOf(row).length > 0)
  );
}

function storeCompaniesOf(run: StoreRun, plan: ImportPlan): Promise<void> {
  return storeCompanies(run, plan);
}

async function storeRelated(run: StoreRun, plan: ImportPlan): Promise<void> {
  await storeParents(run, plan.rows);
  await storeManagers(run, plan.rows);
  await storeRelations(run, plan);
}
