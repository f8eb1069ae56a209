import { newId } from '#kernel/database';
import { createRecords, getObject, readValuesOf, updateRecords, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { companyKey } from '#shared/fold';
import { joinPeople } from '../planning/join-records.ts';
import type { ImportPlan } from '../planning/plan-import.ts';
import { placeKey, type PlannedRow, type RowPlace } from '../planning/planned-row.ts';
import { listEmployments, listManagers } from '../queries/links.ts';
import { findByKeys, listPeopleByPairs } from '../queries/record-keys.ts';
import { combine } from './rows/combine.ts';
import { patchOf } from './rows/patch-to-own.ts';
import { ownFields } from './rows/own-fields.ts';
import { idKeys, namesIn } from './store-companies.ts';
import { addKeys, contentKey, idAt, inBatches, sourceOf, type LogEntry, type StoreRun } from './store-run.ts';
import { tagIds } from './rows/tags.ts';
import { personValues } from './rows/to-values.ts';

/** Rows that are one human being, the first one first, and what they say together. */
export interface Human {
  rows: PlannedRow[];
  whole: PlannedRow;
  /** Content of each row. */
  prints: string[];
  /** The first row about them, and whether that is an earlier one than all of `rows`. */
  first: RowPlace;
  continued: boolean;
}

/** Stores people: rows joined for certain are one person, whom the workspace knows already is met, not made again. */
export async function storePeople(run: StoreRun, plan: ImportPlan): Promise<void> {
  // A mended row may be one with people who are there already: they are met.
  const due = humansOf(plan).filter((human) => human.rows.some((row) => !run.logged.has(placeKey(row))));
  await inBatches(run, due, (ctx, set, batch) => storeBatch(run, { ctx, set }, batch));
  await storeManagers(run, plan.rows);
}

/** The people of a plan, each once. */
export function humansOf(plan: ImportPlan): Human[] {
  return joinPeople(plan).map(({ rows, values }) => ({
    rows,
    whole: { ...rows[0]!, values, refused: rows.flatMap((row) => row.refused) },
    prints: rows.map(contentKey),
    first: plan.duplicates.personOf.get(placeKey(rows[0]!)) ?? rows[0]!,
    continued: plan.continued.has(rows[0]!),
  }));
}

async function storeBatch(
  run: StoreRun,
  { ctx, set }: { ctx: Context; set: WriteSet },
  batch: Human[],
): Promise<LogEntry[]> {
  const object = getObject(ctx, 'person');
  const known = await meet(run, ctx, batch);
  const tags = await tagIds(
    ctx,
    set,
    batch.map((human) => human.whole),
  );
  const values = batch.map(({ whole }) => ({
    ...personValues(whole, run.customs),
    ...tags(whole),
    ...ownFields(run, object, whole),
  }));
  const ids = batch.map((human) => known.get(human) ?? newId());
  const companies = batch.map((human) => companiesOf(run, human));
  const fresh = batch.flatMap((human, index) => (known.has(human) ? [] : [index]));
  await createRecords(
    set,
    object,
    fresh.map((index) => ({
      id: ids[index]!,
      values: { ...values[index]!, company: companies[index]![0]?.company ?? null },
      source: sourceOf(run, batch[index]!.whole),
    })),
  );
  const existing = await readValuesOf(ctx, object, [...known.values()]);
  const patches = batch.flatMap((human, index) => {
    const id = known.get(human);
    const patch = id
      ? patchOf(
          { continued: human.continued, how: run.options.on_match ?? 'fill' },
          existing.get(id) ?? {},
          values[index]!,
        )
      : null;
    return id && patch ? [{ id, values: patch }] : [];
  });
  const merged = [...Map.groupBy(patches, (patch) => patch.id).values()].map((some) => ({
    id: some[0]!.id,
    values: combine(some.map((one) => one.values)),
  }));
  const updated = new Set(merged.length > 0 ? await updateRecords(set, object, merged) : []);
  await storeEmployments(
    run,
    { ctx, set },
    batch.map((human, index) => ({ companies: companies[index]!, id: ids[index]!, known: known.has(human) })),
  );
  const entries = batch.flatMap((human, index) =>
    logOf(human, {
      id: ids[index]!,
      outcome: !known.has(human) ? 'created' : updated.has(ids[index]!) && !human.continued ? 'updated' : 'matched',
    }),
  );
  await addKeys(
    { ctx, set },
    batch.flatMap((human, index) =>
      [...human.prints, ...human.rows.flatMap(idKeys)].map((key) => ({ key, id: ids[index]!, object: 'person' })),
    ),
  );
  return entries;
}

function logOf(human: Human, end: { id: string; outcome: 'created' | 'updated' | 'matched' }): LogEntry[] {
  return human.rows.map((row, index) => ({
    row,
    outcome: index === 0 ? end.outcome : 'matched',
    object: 'person',
    id: end.id,
  }));
}

/** Who is there already: in the workspace, or from an earlier row. */
async function meet(run: StoreRun, ctx: Context, batch: Human[]): Promise<Map<Human, string>> {
  const known = await matchHumans(ctx, batch);
  for (const human of batch) {
    const id = human.continued && !known.has(human) ? idAt(run, human.first, 'person') : null;
    if (id) known.set(human, id);
  }
  return known;
}

/** People of the workspace that are certainly the same: the very row was brought before, the source's own id, or one
 * personal address with a spelling of the same name. */
export async function matchHumans(ctx: Context, batch: Human[]): Promise<Map<Human, string>> {
  const object = getObject(ctx, 'person');
  const found = new Map<Human, string>();
  const exact = batch.map((human) => [...human.prints, ...human.rows.flatMap(idKeys)]);
  const byKey = await findByKeys(ctx, object, exact.flat());
  batch.forEach((human, index) => {
    const id = exact[index]!.map((key) => byKey.get(key)).find((one) => one !== undefined);
    if (id) found.set(human, id);
  });
  const pairs = batch.flatMap((human, index) =>
    found.has(human) ? [] : pairsOf(human).map((pair) => ({ index, ...pair })),
  );
  if (pairs.length === 0) return found;
  const rows = await listPeopleByPairs(ctx, pairs);
  for (const row of rows) found.set(batch[row.index]!, row.record_id);
  return found;
}

function pairsOf(human: Human): { email: string; name: string }[] {
  return human.rows.flatMap((row) => {
    const keys = row.keys;
    if (!keys) return [];
    return keys.emails.map((email) => ({ email: `e${email}`, name: keys.nameKey === '' ? '' : `n${keys.nameKey}` }));
  });
}

interface Stored {
  companies: Employer[];
  id: string;
  known: boolean;
}

/** The companies of each person, the first one as the main. One that is there already is left as it is. */
async function storeEmployments(
  run: StoreRun,
  { ctx, set }: { ctx: Context; set: WriteSet },
  stored: Stored[],
): Promise<void> {
  const ids = stored.filter((one) => one.known).map((one) => one.id);
  const rows = ids.length === 0 ? [] : await listEmployments(ctx, ids);
  const there = new Set(rows.map((row) => row.person_id + row.company_id));
  const employed = new Set(rows.map((row) => row.person_id));
  const made = stored.flatMap(({ companies, id }) =>
    companies.flatMap(({ company, row }) => {
      if (there.has(id + company)) return [];
      there.add(id + company);
      const main = !employed.has(id);
      employed.add(id);
      const { title, department } = row.values;
      const values = {
        person: id,
        company,
        main,
        title: main ? (title ?? null) : null,
        department: main ? (department ?? null) : null,
      };
      return [{ values, source: { import: run.importId, file: row.file, row: row.row } }];
    }),
  );
  if (made.length > 0) await createRecords(set, getObject(ctx, 'employment'), made);
}

interface Employer {
  company: string;
  row: PlannedRow;
}

function companiesOf(run: StoreRun, human: Human): Employer[] {
  const found: Employer[] = [];
  for (const row of human.rows) {
    const ids = new Set<string>();
    for (const name of namesIn(row)) {
      const id = run.companyIds.get(companyKey(name));
      if (id) ids.add(id);
    }
    for (const { role, to } of row.links) {
      const id = role === 'company' ? idAt(run, to, 'company') : null;
      if (id) ids.add(id);
    }
    for (const company of ids) found.push({ company, row });
  }
  return found;
}

/** Stores who reports to whom, of rows whose people are there. */
export async function storeManagers(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const reporting = rows.filter(
    (row) => row.status === 'person' && row.links.some((link) => link.role === 'reports_to' && link.to),
  );
  await inBatches(run, reporting, async (ctx, set, batch) => {
    const wanted = batch.flatMap((row) => {
      const person = idAt(run, row, 'person');
      const other = idAt(run, row.links.find((link) => link.role === 'reports_to')!.to, 'person');
      return person && other && person !== other ? [{ person, other }] : [];
    });
    const known = await listManagers(
      ctx,
      wanted.map((one) => one.person),
    );
    const there = new Set(known.map((one) => one.person_id + one.other_id));
    const fresh = wanted.filter((one) => !there.has(one.person + one.other) && there.add(one.person + one.other));
    if (fresh.length > 0) {
      await createRecords(
        set,
        getObject(ctx, 'relationship'),
        fresh.map((one) => ({ values: { ...one, kind: 'reports_to', note: null } })),
      );
    }
    return [];
  });
}
