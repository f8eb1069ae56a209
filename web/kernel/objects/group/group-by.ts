import type { Field, ObjectType } from '#web/kernel/api';
import { findField } from '../model/model.ts';

/** By what the rows of a table are grouped; `term` is how addresses, views and the server name it. */
export type GroupBy = { field: Field; month: boolean; term: string };

/** In an address: no groups, although the view has some. */
export const UNGROUPED = '-';

const VALUES = new Set(['select', 'member', 'relation', 'checkbox', 'text']);
/** Of several values: a record stands in the group of each. */
const LISTS = new Set(['multi_select', 'emails', 'phones', 'urls', 'domains']);
const DAYS = new Set(['date', 'datetime']);

const by = (field: Field, month: boolean): GroupBy => ({
  field,
  month,
  term: month ? `${field.key}:month` : field.key,
});

/** Reads a term; null where the object does not know it. */
export function readGroupBy(object: ObjectType, term: string | null): GroupBy | null {
  if (!term || term === UNGROUPED) return null;
  const [key = '', unit] = term.split(':');
  const field = findField(object, key);
  if (!field || key === object.title) return null;
  const fits = unit === 'month' ? DAYS.has(field.type) && !field.many : VALUES.has(field.type) || hasSeveral(field);
  return fits ? by(field, unit === 'month') : null;
}

/** Whether a record may stand in several groups of a field. */
export const hasSeveral = (field: Field): boolean => LISTS.has(field.type) || (field.many && field.type === 'relation');
