import type { Field, ObjectType } from '#web/kernel/api';
import { findField } from '../model/model.ts';

/** By what the rows of a table are grouped; `term` is how addresses, views and the server name it. */
export type GroupBy = { field: Field; month: boolean; term: string };

/** In an address: no groups, although the view has some. */
export const UNGROUPED = '-';

const VALUES = new Set(['select', 'member', 'relation', 'checkbox', 'text']);
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
  const fits = field && !field.many && key !== object.title && (unit === 'month' ? DAYS : VALUES).has(field.type);
  return fits ? by(field, unit === 'month') : null;
}
