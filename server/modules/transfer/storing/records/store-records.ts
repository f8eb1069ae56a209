import { newId } from '#kernel/database';
import { createRecords, getObject, type ObjectModel, type Values, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { placeKey, type PlannedRow } from '../../planning/planned-row.ts';
import { findByKeys } from '../../queries/record-keys.ts';
import { addKeys, fingerprint, inBatches, sourceOf, type LogEntry, type StoreRun } from '../store-run.ts';
import { findNamed } from './find-named.ts';
import { readCells } from './read-cells.ts';

interface Read {
  row: PlannedRow;
  print: string;
  values: Values;
}

/** Stores rows of tables that a person pointed at an object of the catalogue: each row is one record of it. A row that
 * was brought before is met; one that lacks what the object needs is rejected with the reason. */
export async function storeRecords(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const due = rows
    .filter((row) => row.status === 'record')
    .map((row) => ({ row, print: fingerprint(run, row) }))
    .filter(({ row }) => !run.logged.has(placeKey(row)));
  for (const [key, some] of Map.groupBy(due, (one) => one.row.object)) {
    await inBatches(run, some, (ctx, set, batch) => storeBatch(run, { ctx, set, object: getObject(ctx, key) }, batch));
  }
}

async function storeBatch(
  run: StoreRun,
  { ctx, set, object }: { ctx: Context; set: WriteSet; object: ObjectModel },
  batch: { row: PlannedRow; print: string }[],
): Promise<LogEntry[]> {
  const find = await findNamed(
    ctx,
    object,
    batch.map((one) => one.row),
  );
  const entries: LogEntry[] = [];
  const sound: Read[] = [];
  for (const { row, print } of batch) {
    const { values, refused } = readCells(object, row, { customs: run.customs, find });
    row.refused.push(...refused);
    const reason = lackOf(object, values);
    if (reason === null) sound.push({ row, print, values });
    else entries.push({ row: { ...row, status: 'rejected', reason }, outcome: 'rejected' });
  }
  const known = await findByKeys(
    ctx,
    object,
    sound.map((one) => one.print),
  );
  const fresh = sound.filter((one) => !known.has(one.print)).map((one) => ({ ...one, id: newId() }));
  await createRecords(
    set,
    object,
    fresh.map(({ id, row, values }) => ({ id, values, source: sourceOf(run, row) })),
  );
  await addKeys(
    { ctx, set },
    fresh.map(({ print, id }) => ({ key: print, id, object: object.key })),
  );
  for (const { row, id } of fresh) entries.push({ row, outcome: 'created', object: object.key, id });
  for (const { row, print } of sound) {
    const id = known.get(print);
    if (id) entries.push({ row, outcome: 'matched', object: object.key, id });
  }
  return entries;
}

/** What the object needs and the row does not say, in words; null where nothing is missing. */
function lackOf(object: ObjectModel, values: Values): string | null {
  const missing = [...object.fields.values()].find(
    (field) => field.required && field.defaultsTo === undefined && (values[field.key] ?? null) === null,
  );
  if (missing) return `"${missing.words.en}" is needed`;
  if (Object.keys(values).length === 0) return 'none of its values fits';
  const [issue] = object.definition.rules?.({ before: null, after: values }).filter((one) => one !== null) ?? [];
  return issue?.message ?? null;
}
