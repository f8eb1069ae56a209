import { newId } from '#kernel/database';
import { createRecords, getObject, readValuesOf, updateRecords, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { joinCompanies } from '../planning/join-records.ts';
import type { ImportPlan } from '../planning/plan-import.ts';
import { placeKey, type PlannedRow } from '../planning/planned-row.ts';
import { patchOf } from './rows/patch-to-own.ts';
import { ownFields } from './rows/own-fields.ts';
import { findByKeys } from '../queries/record-keys.ts';
import { addKeys, idAt, inBatches, sourceOf, toJson, type LogEntry, type StoreRun } from './store-run.ts';
import { tagIds } from './rows/tags.ts';
import { companyValues } from './rows/to-values.ts';

export interface Needed {
  key: string;
  name: string;
  /** Rows about the company itself; none where a person or a deal only names it. */
  rows: PlannedRow[];
  /** What those rows say together. */
  whole: PlannedRow | null;
  /** An earlier row of the import was about it. */
  continued: boolean;
}

/** Stores the companies that rows are about or name; spellings of one name are one company. */
export async function storeCompanies(run: StoreRun, plan: ImportPlan): Promise<void> {
  const needed = companiesNeeded(plan).flatMap((one): Needed[] => {
    const fresh = one.rows.filter((row) => !run.logged.has(placeKey(row)));
    return run.companyIds.has(one.key) && fresh.length === 0 ? [] : [{ ...one, rows: fresh }];
  });
  await inBatches(run, needed, (ctx, set, batch) => storeBatch(run, { ctx, set }, batch));
  await storeParents(run, plan.rows);
}

/** The companies that rows are about or name, each once. */
export function companiesNeeded(plan: ImportPlan): Needed[] {
  return joinCompanies(plan).flatMap(({ key, values, rows }): Needed[] => {
    const about = rows.filter((row) => row.status === 'company');
    const whole = about[0] ? { ...about[0], values, refused: about.flatMap((row) => row.refused) } : null;
    const name = String(values.company ?? values.name).slice(0, 1_000);
    const continued = about[0] !== undefined && plan.continued.has(about[0]);
    return key === '' ? [] : [{ key, name, rows: about, whole, continued }];
  });
}

/** The companies of the workspace that are meant, by `c` and the folded name; a row's own id counts before a name. */
export async function matchCompanies(ctx: Context, batch: Needed[]): Promise<Map<string, string>> {
  const object = getObject(ctx, 'company');
  const byKey = await findByKeys(
    ctx,
    object,
    batch.map((one) => `c${one.key}`),
  );
  const idsOf = new Map(
    batch.flatMap((one) => one.rows.flatMap((row) => idKeys(row)).map((key) => [key, one] as const)),
  );
  const byId = await findByKeys(ctx, object, [...idsOf.keys()]);
  for (const [key, id] of byId) byKey.set(`c${idsOf.get(key)!.key}`, id);
  return byKey;
}

/** The companies a row names, the main one first. */
export function namesIn(row: PlannedRow): string[] {
  const names = row.values.company ? [row.values.company] : [];
  for (const { role, name } of row.links) if (role === 'company' && name && !names.includes(name)) names.push(name);
  return names;
}

async function storeBatch(
  run: StoreRun,
  { ctx, set }: { ctx: Context; set: WriteSet },
  batch: Needed[],
): Promise<LogEntry[]> {
  const object = getObject(ctx, 'company');
  const byKey = await matchCompanies(ctx, batch);
  const tags = await tagIds(
    ctx,
    set,
    batch.flatMap((one) => one.whole ?? []),
  );
  const valuesOf = ({ whole }: Needed) =>
    whole ? { ...companyValues(whole, run.customs), ...tags(whole), ...ownFields(run, object, whole) } : {};
  const entries: LogEntry[] = [];
  const fresh = batch.filter((one) => !byKey.has(`c${one.key}`));
  const made = fresh.map((one) => ({ one, id: newId() }));
  await createRecords(
    set,
    object,
    made.map(({ one, id }) => ({
      id,
      values: { ...valuesOf(one), name: one.name },
      source: one.whole ? sourceOf(run, one.whole) : { import: run.importId },
    })),
  );
  for (const { one, id } of made) {
    run.companyIds.set(one.key, id);
    if (one.rows.length === 0) run.onlyNamed.add(one.key);
    one.rows.forEach((row, index) =>
      entries.push({ row, outcome: index === 0 ? 'created' : 'matched', object: 'company', id }),
    );
  }
  const met = batch.filter((one) => byKey.has(`c${one.key}`));
  const existing = await readValuesOf(
    ctx,
    object,
    met.filter((one) => one.rows.length > 0).map((one) => byKey.get(`c${one.key}`)!),
  );
  const patches = met.flatMap((one) => {
    const id = byKey.get(`c${one.key}`)!;
    const patch =
      one.rows.length > 0
        ? patchOf(
            { continued: one.continued, how: run.options.on_match ?? 'fill' },
            existing.get(id) ?? {},
            valuesOf(one),
          )
        : null;
    return patch ? [{ id, values: patch }] : [];
  });
  const updated = new Set(patches.length > 0 ? await updateRecords(set, object, patches) : []);
  for (const one of met) {
    const id = byKey.get(`c${one.key}`)!;
    run.companyIds.set(one.key, id);
    const first = outcomeOf(run, one, updated.has(id));
    one.rows.forEach((row, index) =>
      entries.push({ row, outcome: index === 0 ? first : 'matched', object: 'company', id }),
    );
  }
  await addKeys(
    { ctx, set },
    entries.flatMap((entry) => idKeys(entry.row).map((key) => ({ key, id: entry.id!, object: 'company' }))),
  );
  return entries;
}

/** What became of the first row about a company that is there already. One that an earlier row only named was made by
 * this very import. */
function outcomeOf(run: StoreRun, one: Needed, updated: boolean): 'created' | 'updated' | 'matched' {
  if (one.rows.length > 0 && run.onlyNamed.delete(one.key)) return 'created';
  return updated && !one.continued ? 'updated' : 'matched';
}

/** Ids of the source are met again in its next export. */
export function idKeys(row: PlannedRow): string[] {
  const id = row.values['source_id'];
  return typeof id === 'string' && id.length >= 4 ? [`i${row.object}:${toJson(id).slice(1, 200)}`] : [];
}

/** Stores which company belongs to which, of rows whose companies are there. */
export async function storeParents(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const children = rows.filter(
    (row) => row.status === 'company' && row.links.some((link) => link.role === 'parent' && link.to),
  );
  await inBatches(run, children, async (ctx, set, batch) => {
    const patches = batch.flatMap((row) => {
      const id = idAt(run, row, 'company');
      const parent = idAt(run, row.links.find((link) => link.role === 'parent')?.to ?? null, 'company');
      return id && parent && id !== parent ? [{ id, values: { parent } }] : [];
    });
    if (patches.length > 0) await updateRecords(set, getObject(ctx, 'company'), patches);
    return [];
  });
}
