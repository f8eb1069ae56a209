import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject } from '../catalog.ts';
import { namesWith, overwrites } from '../changes/conflicts.ts';
import { markUndone, undoingOptions, type Undoable, type Undone, type Wishes } from '../changes/undo.ts';
import { ofSharing, readState, requireOwned, requireSharable, writeSharing, type SharingState } from './sharing.ts';

interface Kept {
  record_id: string;
  before: Record<typeof ofSharing, SharingState & { object: string }>;
  after: Record<typeof ofSharing, SharingState>;
}

/** What a change set did to the sharing of a record; null where it did something else. */
export function findSharing(ctx: Context, changeSet: string): Promise<Kept | null> {
  return ctx.db.maybe<Kept>(sql`select record_id, before, after from ${ctx.db.table('change')}
    where change_set_id = ${changeSet}::uuid and object = ${ofSharing}`);
}

/** Takes back what was done to the sharing of a record, as far as the actor may share it himself. What was changed
 * again since stays and is told as a conflict, unless it is to be overwritten. */
export async function undoSharing(
  ctx: Context,
  set: Undoable,
  { kept, overwrite, preview }: Wishes & { kept: Kept },
): Promise<Undone> {
  const { object: key, ...before } = kept.before[ofSharing];
  const { object: _, ...after } = kept.after[ofSharing] as SharingState & { object: string };
  const object = getObject(ctx, key);
  const id = await (before.private === undefined ? requireSharable : requireOwned)(ctx, object, kept.record_id);
  const now = await readState(ctx, id, after);
  const { label } = undoingOptions(ctx, set);
  const free = overwrites(overwrite, id, null) || isDeepStrictEqual(now, after);
  if (free && preview) return { change_set_id: null, preview, undone: 1, conflicts: [] };
  const done = free ? await writeSharing(ctx, object, { id, state: before, label, undoes: set.id }) : null;
  if (done === null) {
    const names = await namesWith(ctx, [{ object, record: id, field: null, values: [] }]);
    const conflict = { object: object.api, record: id, field: null, mine: before, theirs: now, names };
    if (preview) return { change_set_id: null, preview, undone: 0, conflicts: [conflict] };
    fail('change_set.cannot_be_undone', {
      detail: 'It was changed again since. Nothing was taken back.',
      extra: { conflicts: [conflict] },
    });
  }
  await markUndone(ctx, set.id, done);
  return { change_set_id: done, undone: 1, conflicts: [] };
}
