import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { catalogOf } from '../catalog.ts';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { laidOver, layFields, writeOrder } from '../customize/field-settings.ts';
import { teamsInTurn } from '../rights/teams.ts';
import { concernsRights, rightsBack } from '../rights/undo-rights.ts';
import { concernsViews, viewBack } from '../model-file/view-changes.ts';
import type { Shadow } from '../retype/shadows.ts';
import { overwrites, type Conflict } from './conflicts.ts';
import { markUndone, undoingOptions, type Undoable, type Undone, type Wishes } from './undo.ts';

/** Takes back what a change set did to fields, as a change set of its own. A field that was added is hidden: its values
 * are kept. What was changed again since stays and is told as a conflict, unless it is to be
 * overwritten. */
export async function undoFieldChanges(
  ctx: Context,
  set: Undoable,
  { changes, overwrite, preview }: Wishes & { changes: FieldChange[] },
): Promise<Undone> {
  const conflicts: Conflict[] = [];
  const done: FieldChange[] = [];
  for (const change of teamsInTurn(changes)) {
    const back = await takeBack(ctx, change, { overwrite, preview, conflicts });
    if (back) done.push(back);
  }
  if (preview) return { change_set_id: null, preview, undone: done.length, conflicts };
  if (done.length === 0)
    fail('change_set.cannot_be_undone', {
      detail: 'Everything in it was changed again since. Nothing was taken back.',
      extra: { conflicts },
    });
  const { label } = undoingOptions(ctx, set);
  const id = await keepFieldChanges(ctx, { label, undoes: set.id, changes: done });
  await markUndone(ctx, set.id, id);
  return { change_set_id: id, undone: done.length, conflicts };
}

type Undoing = Wishes & { conflicts: Conflict[] };

async function takeBack(ctx: Context, change: FieldChange, undoing: Undoing): Promise<FieldChange | null> {
  if (concernsRights(change)) return rightsBack(ctx, change, undoing);
  if (concernsViews(change)) return viewBack(ctx, change, undoing);
  const { object, key, verb } = change;
  const model = catalogOf(ctx).objects.get(object);
  if (!model) return null;
  if (key === null) return orderBack(ctx, change, undoing);
  const now = await laidOver(ctx, model, key);
  // A field that was added leaves only by being hidden.
  const given = verb === 'create' ? { archived: true } : change.before;
  const wanted = 'shadows' in change.after ? { ...given, shadows: shadowsBack(now, given) } : given;
  const written = verb === 'create' ? {} : change.after;
  const names = Object.keys(verb === 'create' ? wanted : written);
  const free = names.filter((name) => {
    const mine = wanted[name as 'archived'] ?? null;
    const theirs = now[name as 'archived'] ?? null;
    const over = overwrites(undoing.overwrite, key, name);
    // The columns of other types follow the type; which there are meanwhile is no matter of this change.
    const follows = verb === 'create' || name === 'shadows';
    if (over || follows || isDeepStrictEqual(theirs, written[name] ?? null)) return true;
    undoing.conflicts.push({ object: model.api, record: key, field: name, mine, theirs });
    return false;
  });
  // A type without its column, or a column without its type, would be neither.
  const torn = typed.some((name) => names.includes(name) && !free.includes(name));
  const fit = torn ? free.filter((name) => !typed.includes(name)) : free;
  if (fit.length === 0) return null;
  if (undoing.preview) return change;
  return layFields(ctx, model, { key, setting: pick(wanted, fit), without: fit.filter((name) => !(name in wanted)) });
}

const typed = ['type', 'column', 'shadows'];

/** The columns under other types as they are to be kept when a type comes back: also those of later changes. */
function shadowsBack(now: Record<string, unknown>, given: Record<string, unknown>): Shadow[] {
  const [theirs, mine] = [now, given].map((setting) => (setting['shadows'] ?? []) as Shadow[]) as [Shadow[], Shadow[]];
  if (theirs.some((one) => one.pending)) fail('field.is_changing');
  // The column that a field began with is named as the field alone, which has no two of these signs together.
  const isMain = ({ column }: Shadow) =>
    given['column'] === undefined ? column !== null && !column.includes('__') : column === given['column'];
  return [...mine, ...theirs.filter((one) => !isMain(one) && !isKnown(one, mine))];
}

const isKnown = (one: Shadow, among: Shadow[]): boolean => among.some(({ column }) => column === one.column);

async function orderBack(ctx: Context, change: FieldChange, undoing: Undoing): Promise<FieldChange | null> {
  const model = catalogOf(ctx).objects.get(change.object)!;
  const keys = [...model.fields.keys()];
  const [mine, written] = [change.before['order'] as string[], change.after['order'] as string[]];
  const theirs = keys.filter((key) => written.includes(key));
  if (!overwrites(undoing.overwrite, model.key, 'order') && !isDeepStrictEqual(theirs, written)) {
    undoing.conflicts.push({ object: model.api, record: model.key, field: 'order', mine, theirs });
    return null;
  }
  if (undoing.preview) return change;
  return writeOrder(ctx, model, mine);
}

const pick = (from: Record<string, unknown>, names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
