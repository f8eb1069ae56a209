import type { Field, ObjectType } from '#web/kernel/api';
import { isEmpty } from '../fields/values.ts';
import { isEditable } from '../model/model.ts';

/** Fields that people almost always fill in; the others wait under “More fields”. */
const USUAL = new Set([
  'emails',
  'phones',
  'company',
  'title',
  'due_on',
  'due_at',
  'assignee',
  'website',
  'domains',
  'city',
  'amount',
  'stage',
]);
/** More than this at once and a form looks like work. */
const MOST = 7;

/** The fields of a new record: those to show at once (title, required, usual) and the rest. */
export function formFields(
  object: ObjectType,
  { given = [], links = [] }: { given?: string[]; links?: string[] } = {},
): { first: Field[]; rest: Field[] } {
  const open = object.fields.filter(
    (field) => (isEditable(field) || links.includes(field.key)) && !['files', 'image'].includes(field.type),
  );
  const wanted = (field: Field): number => {
    if (field.key === object.title) return 0;
    if (field.required) return 1;
    if (given.includes(field.key)) return 2;
    if (USUAL.has(field.key)) return 3;
    return object.columns.includes(field.key) ? 4 : 9;
  };
  const ranked = open.map((field, index) => ({ field, index, rank: wanted(field) }));
  const chosen = new Set(
    ranked
      .filter((one) => one.rank < 9)
      .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
      .slice(0, Math.max(MOST, ranked.filter((one) => one.rank <= 2).length))
      .map((one) => one.field.key),
  );
  const title = open.filter((field) => field.key === object.title);
  const others = open.filter((field) => field.key !== object.title);
  return {
    first: [...title, ...others.filter((field) => chosen.has(field.key))],
    rest: others.filter((field) => !chosen.has(field.key)),
  };
}

/** What a new record would get by itself, so that the form shows it; who and when are filled in by the server. */
export function defaultsOf(object: ObjectType): Record<string, unknown> {
  return Object.fromEntries(
    object.fields
      .filter((field) => isEditable(field) && field.default !== undefined && field.default !== null)
      .filter((field) => !['member', 'datetime', 'date'].includes(field.type))
      .map((field) => [field.key, field.default]),
  );
}

/** What was filled in; a default that was taken out is sent as nothing, or the server would put it back. */
export function filledValues(object: ObjectType, values: Record<string, unknown>): Record<string, unknown> {
  const defaults = defaultsOf(object);
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (!isEmpty(value)) return [[key, value]];
      return key in defaults ? [[key, value === false ? false : null]] : [];
    }),
  );
}

/** Values in the shape that a write takes: relations as ids, names without their read-only parts. */
export function wireValues(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wireValue(value)]));
}

function wireValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wireValue);
  if (value === null || typeof value !== 'object') return value;
  const whole = value as Record<string, unknown>;
  if (typeof whole.id === 'string' && 'name' in whole) return whole.id;
  if ('full' in whole) {
    const { full: _, ...parts } = whole;
    return parts;
  }
  return value;
}
