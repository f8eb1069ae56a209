import type { Field, ObjectType } from '#web/kernel/api';
import { zonedInstant } from '../fields/reading.ts';

/** The last instant of a day in the reader's time zone, what a person means by "as of Monday"; null for no day. */
export function endOfDay(day: string, zone: string): string | null {
  const minute = zonedInstant(`${day}T23:59`, zone);
  return minute && new Date(Date.parse(minute) + 59_999).toISOString();
}

/** Fields that are worked out from other records: their past is not kept. */
const isWorkedOut = (field: Field): boolean =>
  field.read_only && field.group !== 'system' && field.type !== 'autonumber';

/** An object as lists of the past know it: nothing can be changed, and what is worked out is not there. */
export function pastObject(object: ObjectType): ObjectType {
  const fields = object.fields.filter((field) => !isWorkedOut(field)).map((field) => ({ ...field, read_only: true }));
  const can = { create: false, read: object.can.read, update: false, delete: false };
  return { ...object, can, fields, columns: object.columns.filter((key) => fields.some((one) => one.key === key)) };
}

/** An order without fields that the object does not know; null where nothing is left of it. */
export function knownSort(object: ObjectType, sort: string | null): string | null {
  const known = sort?.split(',').filter((part) => object.fields.some((field) => field.key === part.replace(/^-/, '')));
  return known?.join(',') || null;
}
