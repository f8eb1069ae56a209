import { cut } from '#shared/fold';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { WriteSet } from './write-set.ts';

/** Everything a record is found by: words by sound, addresses, numbers, name and company keys. Each once. */
export function keysOf(object: ObjectModel, values: Values): Set<string> {
  const keys = new Set<string>();
  for (const field of object.keyed) {
    const value = values[field.key];
    if (value !== null && value !== undefined)
      for (const key of field.kind.keys!(value, field)) keys.add(cut(key, 320));
  }
  return keys;
}

const addressTypes = new Set(['emails', 'phones', 'domains']);

/** The keys of a record's addresses, numbers and domains alone. */
export function addressKeys(object: ObjectModel, values: Values): Set<string> {
  const keyed = object.stored.filter((field) => addressTypes.has(field.type) && (values[field.key] ?? null) !== null);
  return new Set(keyed.flatMap((field) => [...field.kind.keys!(values[field.key], field)]));
}

/** Notes the difference that a write makes to the key table. Records in the trash have no keys. */
export function changeKeys(
  set: WriteSet,
  object: ObjectModel,
  record: { id: string; before: Values | null; after: Values | null },
): void {
  if (object.keyed.length === 0) return;
  const old = record.before ? keysOf(object, record.before) : new Set<string>();
  const now = record.after ? keysOf(object, record.after) : new Set<string>();
  for (const key of now) if (!old.has(key)) set.keysAdded.push({ key, record_id: record.id, object: object.key });
  for (const key of old) if (!now.has(key)) set.keysDropped.push({ key, record_id: record.id });
}
