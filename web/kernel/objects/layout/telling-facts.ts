import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { isEmpty } from '../fields/values.ts';
import { findField } from '../model/model.ts';

/** Facts that matter most, in order, whatever the object is. */
const TELLING = [
  'last_contact_at',
  'next_step_at',
  'amount',
  'open_deals',
  'outcome',
  'stage',
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
  return TELLING.map((key) => findField(object, key))
    .filter((field) => field !== null)
    .filter((field) => !isEmpty(record[field.key]))
    .slice(0, 3);
}
