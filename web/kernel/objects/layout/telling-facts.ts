import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { isEmpty } from '../fields/values.ts';
import { findField } from '../model/model.ts';

/** Facts that matter most, in order, whatever the object is. */
const TELLING = [
  'last_contact_at',
  'next_step_at',
  'amount',
  'total',
  'open_deals',
  'outcome',
  'stage',
  'status',
  'valid_until',
  'closes_on',
  'owner',
  'city',
  'industry',
];

/** The facts of a record's head: those that administrators chose, or three that are known of the most telling ones. */
export function keyFacts(object: ObjectType, record: RecordRow): Field[] {
  const chosen = object.layout?.highlights ?? [];
  if (chosen.length > 0)
    return chosen.flatMap((key) => findField(object, key) ?? []).filter((one) => one.key in record);
  const known = (fields: (Field | null | undefined)[]): Field[] =>
    fields.filter((field): field is Field => field != null && !isEmpty(record[field.key]));
  const telling = known(TELLING.map((key) => findField(object, key)));
  // Of an object of the firm's own nothing is known but the types: the first field of each that tells much.
  const own = object.custom ? known(TYPES.map((type) => object.fields.find((field) => isOwn(field, type)))) : [];
  return [...own, ...telling].slice(0, 3);
}

const TYPES = ['select', 'money', 'relation', 'date', 'datetime', 'number'];

const isOwn = (field: Field, type: string): boolean =>
  field.custom && field.type === type && !field.many && !field.archived;
