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

/** The three facts of a record's head: what is known of the most telling fields. */
export function keyFacts(object: ObjectType, record: RecordRow): Field[] {
  return TELLING.map((key) => findField(object, key))
    .filter((field) => field !== null)
    .filter((field) => !isEmpty(record[field.key]))
    .slice(0, 3);
}
