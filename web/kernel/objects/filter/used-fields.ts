import type { Field, ObjectType } from '#web/kernel/api';
import { findField } from '../model/model.ts';
import { filterFields, isGroup, type FilterPart } from './filter-tree.ts';

/** As many as stand beside the search on one line. */
const OFFERED = 4;
/** What is worth a filter before anybody has used one: few values, asked for often. */
const USUAL = ['select', 'member', 'date', 'datetime', 'checkbox'];

const nameOf = (api: string): string => `kith-filters-${api}`;

function counts(api: string): Record<string, number> {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(nameOf(api)) ?? '{}') as Record<string, number>;
  } catch {
    // A count that cannot be read begins anew.
    return {};
  }
}

/** Remembers in this browser that somebody filtered by a field. */
export function noteUse(api: string, part: FilterPart): void {
  if (isGroup(part)) return;
  const known = counts(api);
  localStorage.setItem(nameOf(api), JSON.stringify({ ...known, [part.field]: (known[part.field] ?? 0) + 1 }));
}

/** The fields that are filtered by most, filled up with usual ones of the list; those asked already are left out. */
export function quickFields(object: ObjectType, asked: FilterPart[], known = counts(object.api)): Field[] {
  const taken = new Set(asked.map((part) => (isGroup(part) ? '' : part.field)));
  const used = Object.keys(known).toSorted((a, b) => (known[b] ?? 0) - (known[a] ?? 0));
  const usual = filterFields(object)
    .filter((field) => USUAL.includes(field.type) && object.columns.includes(field.key))
    .map((field) => field.key);
  return [...new Set([...used, ...usual])]
    .filter((key) => !taken.has(key))
    .map((key) => findField(object, key))
    .filter((field): field is Field => field !== null && field.filterable)
    .slice(0, OFFERED);
}
