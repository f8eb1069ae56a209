import { Failure, type Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { runBatch } from '../batch/run-batch.ts';
import type { Operation } from '../batch/step.ts';
import type { ObjectModel } from '../catalog.ts';
import { namesOf } from '../query/present.ts';
import { readValuesOf } from '../records/read.ts';
import { restoreRecords, trashRecords } from '../records/trash.ts';
import { lockRows } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import { readChange, type BulkChange, type ReadChange } from './bulk-change.ts';
import { changeAlike, isAlike } from './change-alike.ts';
import { issuesIn } from './record-action.ts';
import { runAction } from './run-action.ts';

/** What became of some records. The rest of those asked for were as they should be already. */
export interface PageResult {
  changed: number;
  /** Not there any more, or not the actor's to change. */
  missed: number;
  refused: Refusal[];
}

/** A record that could not take the change. */
export interface Refusal {
  id: string;
  name: string | null;
  errors: Issue[];
}

interface Page {
  ids: string[];
  change: BulkChange;
  broken: ReadonlyMap<string, Issue>;
  /** What an action made for a record, by the id of that. */
  made: Map<string, string>;
}

/** Does one change to some records. One that refuses it is left as it is and told; the others change. `broken` are
 * those of which it is known already that the change breaks a rule of administrators. */
export async function changePage(
  set: WriteSet,
  object: ObjectModel,
  { ids, change, broken, made }: Page,
): Promise<PageResult> {
  if (change.action === 'run') {
    const { refused = [], ...counts } = await runAction(set, object, { ids, change, broken, made });
    return { ...counts, refused: await named(set.ctx, object, refused) };
  }
  const sound = ids.filter((id) => !broken.has(id));
  const done = await changeSound(set, object, { ids: sound, change });
  const breaking = [...broken].map(([id, issue]) => ({ id, errors: [issue] }));
  return { ...done, refused: [...done.refused, ...(await named(set.ctx, object, breaking))] };
}

async function changeSound(
  set: WriteSet,
  object: ObjectModel,
  { ids, change }: { ids: string[]; change: Exclude<BulkChange, { action: 'run' }> },
): Promise<PageResult> {
  if (ids.length === 0) return { changed: 0, missed: 0, refused: [] };
  if (change.action !== 'update') return moveAll(set, object, { ids, change });
  const read = readChange(set, object, change);
  if (read.lists.length > 0 || !isAlike(set, object, read.values)) return changeEach(set, object, { ids, read });
  const { found, changed, odd } = await changeAlike(set, object, { ids, values: read.values });
  const told = odd.length > 0 ? await changeEach(set, object, { ids: odd, read }) : { changed: 0, refused: [] };
  return {
    changed: changed.length + told.changed,
    missed: ids.length - found.length - odd.length,
    refused: told.refused,
  };
}

async function moveAll(
  set: WriteSet,
  object: ObjectModel,
  { ids, change }: { ids: string[]; change: BulkChange },
): Promise<PageResult> {
  const trash = change.action === 'restore';
  const there = await lockRows(set, object, ids, { verb: 'delete', trash });
  const reached = ids.filter((id) => there.has(id) && there.get(id)!['merged_into_id'] === null);
  const move = trash ? restoreRecords : trashRecords;
  const changed = reached.length > 0 ? await move(set, object, reached) : [];
  return { changed: changed.length, missed: ids.length - reached.length, refused: [] };
}

interface Each {
  ids: string[];
  read: ReadChange;
}

async function changeEach(set: WriteSet, object: ObjectModel, { ids, read }: Each): Promise<PageResult> {
  const reached = [...(await lockRows(set, object, ids)).keys()];
  const held = await readValuesOf(set.ctx, object, read.lists.length > 0 ? reached : []);
  const operations = reached.map((id): Operation & { id: string } => {
    const lists = read.lists.map(({ field, add, remove }) => [
      field.key,
      changedList((held.get(id)?.[field.key] ?? []) as unknown[], add, remove),
    ]);
    return { op: 'update', id, values: { ...read.values, ...Object.fromEntries(lists) } };
  });
  const before = set.changes.length;
  const outcomes = await runBatch(set, object, { operations, pointer: () => '' });
  const refused = outcomes.flatMap((one, at) =>
    one instanceof Failure ? [{ id: operations[at]!.id, errors: issuesIn(one) }] : [],
  );
  return {
    changed: set.changes.length - before,
    missed: ids.length - reached.length,
    refused: await named(set.ctx, object, refused),
  };
}

function changedList(held: unknown[], add: unknown[], remove: unknown[]): unknown[] {
  const gone = new Set(remove.map(sameness));
  const kept = held.filter((item) => !gone.has(sameness(item)));
  const there = new Set(kept.map(sameness));
  return [...kept, ...add.filter((item) => !there.has(sameness(item)))];
}

/** By what two items of a list are the same: an address or number is, whatever its label. */
function sameness(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'value' in item ? item.value : item;
}

async function named(ctx: Context, object: ObjectModel, refused: Omit<Refusal, 'name'>[]): Promise<Refusal[]> {
  if (refused.length === 0) return [];
  const names = await namesOf(ctx, new Map([[object.key, new Set(refused.map((one) => one.id))]]));
  return refused.map(({ id, errors }) => ({ id, name: names.get(id) ?? null, errors }));
}
