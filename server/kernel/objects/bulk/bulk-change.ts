import { failIf, type Issue } from '#shared/failure';
import { requireAction } from '#kernel/access';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { readValues, type Writer } from '../records/parse.ts';
import { requireRunnable } from './record-action.ts';
import { requireChangeable } from '../records/write-set.ts';

/** What is done to each of many records. Values are as the API takes them; `add` and `remove` speak of the items of
 * lists, such as tags. */
export type BulkChange =
  | { action: 'update'; values: Values; add: Record<string, unknown[]>; remove: Record<string, unknown[]> }
  | { action: 'trash' }
  | { action: 'restore' }
  /** What a module offers: `run` is its key. */
  | { action: 'run'; run: string; input: Values };

/** Which records: those of a filter and words at the time the work begins, or some by their ids; never the excepted. */
export interface Selection {
  filter?: unknown;
  q?: string | undefined;
  ids?: string[] | undefined;
  except?: string[] | undefined;
}

/** A change whose values are in their canonical form. */
export interface ReadChange {
  values: Values;
  lists: { field: FieldModel; add: unknown[]; remove: unknown[] }[];
}

/** Refuses a change that no record could take, with everything that is wrong with it, before any work begins. */
export function requireSound(
  ctx: Context,
  object: ObjectModel,
  change: BulkChange,
  { mayBeEmpty } = { mayBeEmpty: false },
): void {
  requireAction(ctx, 'bulk');
  if (change.action === 'run') return requireRunnable(ctx, object, { ...change, mayBeEmpty });
  requireRight(ctx, object, change.action === 'update' ? 'update' : 'delete');
  requireChangeable({ trusted: false, action: null }, object);
  if (change.action !== 'update') return;
  const { issues } = readChange({ ctx, action: null, trusted: false }, object, change);
  const { values, add, remove } = change;
  if (!mayBeEmpty && [values, add, remove].every((part) => Object.keys(part).length === 0))
    issues.push({ pointer: '/values', code: 'bulk.nothing', message: 'Say what is to be changed.' });
  failIf(issues);
}

/** Reads the values of a change into their canonical form. Fields of lists take what the list takes. */
export function readChange(
  set: Writer,
  object: ObjectModel,
  { values: given, add, remove }: BulkChange & { action: 'update' },
): ReadChange & { issues: Issue[] } {
  const { values, issues } = readValues(set, object, { values: given, pointer: '/values', names: true });
  const lists: ReadChange['lists'] = [];
  for (const key of new Set([...Object.keys(add), ...Object.keys(remove)])) {
    const field = object.fields.get(key);
    const parts = [read(set, object, { key, items: add[key], part: 'add' })];
    parts.push(read(set, object, { key, items: remove[key], part: 'remove' }));
    issues.push(...parts.flatMap((part) => part.issues));
    const [plus, minus] = parts.map((part) => part.items);
    if (key in given) issues.push(wrong(`/values/${key}`, 'Give the whole list, or what to add and remove; not both.'));
    else if (field) lists.push({ field, add: plus!, remove: minus! });
  }
  return { values, lists, issues };
}

interface Part {
  key: string;
  items: unknown[] | undefined;
  part: 'add' | 'remove';
}

function read(set: Writer, object: ObjectModel, { key, items, part }: Part) {
  if (items === undefined) return { items: [], issues: [] };
  const { values, issues } = readValues(set, object, { values: { [key]: items }, pointer: `/${part}` });
  const list = values[key];
  if (issues.length > 0 || Array.isArray(list)) return { items: (list as unknown[] | undefined) ?? [], issues };
  return { items: [], issues: [wrong(`/${part}/${key}`, 'This field holds no list.')] };
}

function wrong(pointer: string, message: string): Issue {
  return { pointer, code: 'bulk.no_list', message };
}
