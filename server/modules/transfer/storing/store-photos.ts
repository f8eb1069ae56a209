import { Readable } from 'node:stream';
import { newId } from '#kernel/database';
import type { FileStore } from '#kernel/files';
import {
  createRecords,
  getObject,
  readValuesOf,
  updateRecords,
  type ObjectModel,
  type WriteSet,
} from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { ImportPlan } from '../planning/plan-import.ts';
import { placeKey, type PlannedRow } from '../planning/planned-row.ts';
import type { PlannedPhoto } from '../planning/cards/card-photo.ts';
import { inBatches, sourceOf, type StoreRun } from './store-run.ts';

interface Portrait {
  row: PlannedRow;
  object: string;
  id: string;
}

/** Keeps the pictures of rows as files of their people and companies, each as the face of a record that has none. A
 * second try finds the faces of the first and leaves them. */
export async function storePhotos(run: StoreRun, store: FileStore, plan: ImportPlan): Promise<void> {
  const portraits = new Map<string, Portrait>();
  for (const row of plan.rows) {
    const record = row.values['photo'] === undefined ? undefined : run.recordOf.get(placeKey(row));
    if (record && !portraits.has(record.id)) portraits.set(record.id, { row, ...record });
  }
  await inBatches(run, [...portraits.values()], async (ctx, set, batch) => {
    for (const [key, some] of Map.groupBy(batch, (one) => one.object)) {
      const object = getObject(ctx, key);
      const field = [...object.fields.values()].find((one) => one.type === 'image' && !one.custom);
      if (field) await storeBatch(run, { ctx, set, store }, { object, field: field.key, portraits: some });
    }
    return [];
  });
}

interface Writing {
  ctx: Context;
  set: WriteSet;
  store: FileStore;
}

async function storeBatch(
  run: StoreRun,
  { ctx, set, store }: Writing,
  { object, field, portraits }: { object: ObjectModel; field: string; portraits: Portrait[] },
): Promise<void> {
  const ids = portraits.map((one) => one.id);
  const now = await readValuesOf(ctx, object, ids);
  const due = portraits.filter(({ id }) => now.has(id) && (now.get(id)![field] ?? null) === null);
  const made = [];
  for (const { row, id } of due) {
    const { type, base64 } = row.values['photo'] as PlannedPhoto;
    const { sha256, size } = await keep(store, Buffer.from(base64, 'base64'));
    const name = `photo.${type === 'jpeg' ? 'jpg' : type}`;
    const values = { name, type: `image/${type}`, size, sha256, object: object.key, record: id };
    made.push({ id: newId(), values, source: sourceOf(run, row) });
  }
  if (made.length === 0) return;
  await createRecords(set, getObject(ctx, 'file'), made);
  const patches = made.map((file) => ({ id: file.values.record, values: { [field]: file.id } }));
  await updateRecords(set, object, patches);
}

/** The bytes are on the disk before anything speaks of them. */
async function keep(store: FileStore, bytes: Buffer): Promise<{ sha256: string; size: number }> {
  const arrived = await store.receive(Readable.from([bytes]), bytes.length);
  await arrived.keep();
  return arrived;
}
