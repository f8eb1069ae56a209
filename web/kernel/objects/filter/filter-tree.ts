import type { Field, Filter, ObjectType } from '#web/kernel/api';

/** One sentence of a filter: a field, what is asked of it, and the value asked for. */
export type Condition = { field: string; op: Op; value: unknown };
/** Sentences joined by `and` or `or`: what the filter bar can show and change. */
export type FilterTree = { join: 'all' | 'any'; conditions: Condition[] };

/** The server's operators, with the two sides of `empty` and the relative times as operators of their own. */
export type Op =
  | 'is'
  | 'is_not'
  | 'in'
  | 'contains'
  | 'starts_with'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'before'
  | 'after'
  | 'within'
  | 'older'
  | 'recent'
  | 'empty'
  | 'not_empty'
  | 'me'
  | 'my_team';

const PLAIN = new Set([
  'is',
  'is_not',
  'in',
  'contains',
  'starts_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'before',
  'after',
  'within',
]);

/** The filter in the server's language; null when nothing is asked. */
export function toFilter(tree: FilterTree): Filter | null {
  const parts = tree.conditions.map(toPart);
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] ?? null) : { [tree.join]: parts };
}

function toPart({ field, op, value }: Condition): Filter {
  if (op === 'empty') return { field, empty: true };
  if (op === 'not_empty') return { field, empty: false };
  if (op === 'older') return { field, before: `-${String(value)}d` };
  if (op === 'recent') return { field, after: `-${String(value)}d` };
  if (op === 'me' || op === 'my_team') return { field, [op]: true };
  return { field, [op]: value };
}

/** The tree of a filter that the bar can show; null when it is richer than that (groups in groups, related records). */
export function fromFilter(filter: Filter | null | undefined): FilterTree | null {
  if (!filter || Object.keys(filter).length === 0) return { join: 'all', conditions: [] };
  const single = fromPart(filter);
  if (single) return { join: 'all', conditions: [single] };
  for (const join of ['all', 'any'] as const) {
    const parts = filter[join];
    if (!Array.isArray(parts) || Object.keys(filter).length > 1) continue;
    const conditions = parts.map((part) => fromPart(part as Filter));
    return conditions.every((one) => one !== null) ? { join, conditions } : null;
  }
  return null;
}

function fromPart(part: Filter): Condition | null {
  if (typeof part.field !== 'string') return null;
  const [op, value] = Object.entries(part).find(([key]) => key !== 'field') ?? [];
  const field = part.field;
  if (op === 'empty') return { field, op: value === false ? 'not_empty' : 'empty', value: null };
  if (op === 'me' || op === 'my_team') return { field, op, value: null };
  const days = typeof value === 'string' ? /^-(\d+)d$/.exec(value)?.[1] : undefined;
  if (days && op === 'before') return { field, op: 'older', value: Number(days) };
  if (days && op === 'after') return { field, op: 'recent', value: Number(days) };
  return op && PLAIN.has(op) ? { field, op: op as Op, value } : null;
}

/** What may be asked of a field, in the order in which it is offered. */
export function operatorsFor(field: Field): Op[] {
  const server = new Set(field.operators);
  const dated = field.type === 'date' || field.type === 'datetime';
  const ops: Op[] = [];
  if (field.type === 'member') ops.push('me');
  const choices = ['select', 'multi_select', 'member', 'relation'].includes(field.type);
  if (dated) ops.push('older', 'recent', 'before', 'after', 'within');
  else if (choices) ops.push('is', 'in', 'is_not');
  else if (['number', 'money', 'percent', 'duration', 'rating', 'autonumber'].includes(field.type))
    ops.push('gte', 'lte', 'is');
  else if (field.type === 'checkbox') ops.push('is');
  else ops.push('contains', 'is', 'is_not', 'starts_with');
  const needs: Partial<Record<Op, string>> = { older: 'before', recent: 'after' };
  const known = ops.filter((op) => server.size === 0 || server.has(needs[op] ?? op));
  return field.type === 'checkbox' ? known : [...known, 'empty', 'not_empty'];
}

/** The fields that a filter may ask about. */
export const filterFields = (object: ObjectType): Field[] =>
  object.fields.filter((field) => field.filterable && !['files', 'image'].includes(field.type));

/** Whether a sentence is complete enough to be asked. */
export function isComplete({ op, value }: Condition): boolean {
  if (['empty', 'not_empty', 'me', 'my_team'].includes(op)) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== '';
}
