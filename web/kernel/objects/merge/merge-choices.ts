import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { isEditable } from '../model/model.ts';
import { isEmpty } from '../fields/values.ts';

/** One field on which the records differ, with each record's value and the one that is kept unless changed. */
export type MergeChoice = { field: Field; values: unknown[]; keep: number };

/** The differences to decide, the record with more filled fields being the one that stays. */
export function mergeChoices(object: ObjectType, records: RecordRow[]): MergeChoice[] {
  return object.fields
    .filter((field) => (isEditable(field) || field.key === object.title) && field.type !== 'files')
    .map((field) => ({ field, values: records.map((record) => record[field.key]) }))
    .filter(
      ({ values }) => new Set(values.filter((value) => !isEmpty(value)).map((value) => JSON.stringify(value))).size > 1,
    )
    .map(({ field, values }) => ({ field, values, keep: values.findIndex((value) => !isEmpty(value)) }));
}

/** The record that stays: the one with the most to say, the older one when they are equal. */
export function orderForMerge(object: ObjectType, records: RecordRow[]): RecordRow[] {
  const filled = (record: RecordRow): number => object.fields.filter((field) => !isEmpty(record[field.key])).length;
  return records.toSorted((a, b) => filled(b) - filled(a) || String(a.created_at).localeCompare(String(b.created_at)));
}

/** Only what differs from the record that stays needs to be sent. */
export function mergeValues(choices: MergeChoice[], kept: Record<string, number>): Record<string, unknown> {
  return Object.fromEntries(
    choices
      .map(({ field, values, keep }) => ({ field, values, at: kept[field.key] ?? keep }))
      .filter(({ at }) => at !== 0)
      .map(({ field, values, at }) => [field.key, values[at]]),
  );
}
