import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { catalogOf } from '../catalog.ts';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { laidOver, layFields, writeOrder } from '../customize/field-settings.ts';
import { teamsInTurn } from '../rights/teams.ts';
import { concernsRights, rightsBack } from '../rights/undo-rights.ts';
import { concernsViews, viewBack } from '../model-file/view-changes.ts';
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
  const wanted = verb === 'create' ? { archived: true } : change.before;
  const written = verb === 'create' ? {} : change.after;
  const fit = Object.keys(verb === 'create' ? wanted : written).filter((name) => {
    const mine = wanted[name as 'archived'] ?? null;
    const theirs = now[name as 'archived'] ?? null;
    const over = overwrites(undoing.overwrite, key, name);
    if (over || verb === 'create' || isDeepStrictEqual(theirs, written[name] ?? null)) return true;
    undoing.conflicts.push({ object: model.api, record: key, field: name, mine, theirs });
    return false;
  });
  if (fit.length === 0) return null;
  if (undoing.preview) return change;
  return layFields(ctx, model, { key, setting: pick(wanted, fit), without: fit.filter((name) => !(name in wanted)) });
}

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
