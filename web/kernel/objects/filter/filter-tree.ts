import type { Field, Filter, ObjectType } from '#web/kernel/api';

/** One sentence of a filter: a field, what is asked of it, and the value asked for. */
export type Condition = { field: string; op: Op; value: unknown };
/** Records that point at the one that is asked about: some of them, or none, fit what the group asks. */
export type Related = { kind: 'some_of' | 'none_of'; api: string; by?: string };
/** Sentences that hold together: all of them, any, or none; with `of` they are asked of related records. */
export type FilterGroup = { join: 'all' | 'any' | 'none'; parts: FilterPart[]; of?: Related };
export type FilterPart = Condition | FilterGroup;
/** Sentences and groups joined by `and` or `or`: what the filter bar can show and change. */
export type FilterTree = { join: 'all' | 'any'; conditions: FilterPart[] };

export const isGroup = (part: FilterPart): part is FilterGroup => 'parts' in part;

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

function toPart(part: FilterPart): Filter {
  return isGroup(part) ? fromGroup(part) : toTerm(part);
}

function fromGroup({ join, parts, of }: FilterGroup): Filter {
  const inner = parts.map(toPart);
  const joined: Filter = join === 'none' ? { not: { any: inner } } : { [join]: inner };
  if (!of) return joined;
  return { [of.kind]: of.api, ...(of.by ? { by: of.by } : {}), ...(inner.length > 0 ? { where: joined } : {}) };
}

function toTerm({ field, op, value }: Condition): Filter {
  if (op === 'empty') return { field, empty: true };
  if (op === 'not_empty') return { field, empty: false };
  if (op === 'older') return { field, before: `-${String(value)}d` };
  if (op === 'recent') return { field, after: `-${String(value)}d` };
  if (op === 'me' || op === 'my_team') return { field, [op]: true };
  return { field, [op]: value };
}

/** The tree of a filter that the bar can show; null where it asks what the bar has no words for, such as counts. */
export function fromFilter(filter: Filter | null | undefined): FilterTree | null {
  if (!filter || Object.keys(filter).length === 0) return { join: 'all', conditions: [] };
  const part = readPart(filter);
  if (!part) return null;
  if (isGroup(part) && !part.of && part.join !== 'none') return { join: part.join, conditions: part.parts };
  return { join: 'all', conditions: [part] };
}

function readPart(part: Filter): FilterPart | null {
  if (Object.keys(part).length === 1) {
    for (const join of ['all', 'any'] as const) if (Array.isArray(part[join])) return readGroup(join, part[join]);
    if (part.not && typeof part.not === 'object') return readNot(part.not as Filter);
  }
  for (const kind of ['some_of', 'none_of'] as const)
    if (typeof part[kind] === 'string') return readRelated(kind, part[kind], part);
  return fromPart(part);
}

function readGroup(join: FilterGroup['join'], given: unknown[]): FilterGroup | null {
  const parts = given.map((one) => readPart(one as Filter));
  return parts.every((one) => one !== null) ? { join, parts } : null;
}

function readNot(inner: Filter): FilterGroup | null {
  const any = Object.keys(inner).length === 1 && Array.isArray(inner.any) ? inner.any : [inner];
  return readGroup('none', any);
}

function readRelated(kind: Related['kind'], api: string, { by, where }: Filter): FilterGroup | null {
  const of: Related = { kind, api, ...(typeof by === 'string' ? { by } : {}) };
  if (where === undefined) return { join: 'all', parts: [], of };
  const part = readPart(where as Filter);
  if (!part) return null;
  return isGroup(part) && !part.of ? { ...part, of } : { join: 'all', parts: [part], of };
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

/** Whether a sentence, or all of a group, is complete enough to be asked. */
export function isComplete(part: FilterPart): boolean {
  if (isGroup(part)) return (part.parts.length > 0 || part.of !== undefined) && part.parts.every(isComplete);
  const { op, value } = part;
  if (['empty', 'not_empty', 'me', 'my_team'].includes(op)) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== '';
}
