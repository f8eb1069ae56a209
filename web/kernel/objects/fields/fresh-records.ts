import type { ObjectType, RecordRef } from '#web/kernel/api';

/** A record that exists only in a form as yet: its id is a reference that the server fills in. */
export type FreshRecord = RecordRef & { fresh: { title: string } };

/** A record that is to be made together with the form it was named in. */
export function freshRecord(object: ObjectType, name: string): FreshRecord {
  const id = `@n${crypto.randomUUID().replaceAll('-', '')}`;
  return { id, object: object.api, name, fresh: { title: object.title } };
}

/** The records that values name and that are still to be made, each once, as the server takes them. */
export function freshRecordsIn(
  values: Record<string, unknown>,
): { object: string; values: Record<string, unknown>; ref: string }[] {
  const all = Object.values(values).flat() as (Partial<FreshRecord> | null)[];
  const fresh = all.filter((one): one is FreshRecord => typeof one === 'object' && one !== null && 'fresh' in one);
  const each = new Map(fresh.map((one) => [one.id, one]));
  return [...each.values()].map((one) => ({
    object: one.object,
    values: { [one.fresh.title]: one.name },
    ref: one.id.slice(1),
  }));
}
