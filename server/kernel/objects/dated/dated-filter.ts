import type { Filter } from '#shared/filter';
import type { DatedField } from './dated-link.ts';

/** What filters may ask of a dated relation, beside `empty`. */
export const datedOperators = ['is', 'is_not', 'in', 'has', 'has_not'];

interface Term {
  op: string;
  operand: unknown;
}

interface Asked {
  field: DatedField;
  /** Plural name of the object that keeps the entries. */
  link: string;
  refuse: (message: string) => never;
}

/** A question about a dated relation as one about its entries: those whose other record is there for the actor. */
export function datedFilter({ op, operand }: Term, { field, link, refuse }: Asked): Filter {
  const none = op === 'is_not' || op === 'has_not' || (op === 'empty' && operand === true);
  const there = { field: `${field.far}.created_at`, empty: false };
  const where = { all: [there, ...termsOf({ op, operand }, { field, refuse })] };
  return none ? { none_of: link, by: field.near, where } : { some_of: link, by: field.near, where };
}

function termsOf({ op, operand }: Term, { field, refuse }: Omit<Asked, 'link'>): Filter[] {
  switch (op) {
    case 'empty':
      return typeof operand === 'boolean' ? [] : refuse('"empty" is true or false.');
    case 'is':
    case 'is_not':
      return [{ field: field.far, is: operand }];
    case 'in':
      return [{ field: field.far, in: operand }];
    default:
      return entryTerms(operand, { field, refuse });
  }
}

function entryTerms(operand: unknown, { field, refuse }: Omit<Asked, 'link'>): Filter[] {
  const shape = 'Give what an entry has: {"record", "label", "on"}, each of them or some.';
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return refuse(shape);
  const { record, label, on, ...rest } = operand as Record<string, unknown>;
  if (Object.keys(rest).length > 0) refuse(shape);
  return [
    ...(record === undefined ? [] : [{ field: field.far, is: record }]),
    ...(label === undefined ? [] : [{ field: 'label', is: label }]),
    // Days are included, and an open end reaches everywhere.
    ...(on === undefined
      ? []
      : [{ not: { field: 'started_on', after: on } }, { not: { field: 'ended_on', before: on } }]),
  ];
}
