import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';
import { requireRight } from '../query/scope.ts';
import { explainUnique } from './insert.ts';
import { changeKeys } from './keys.ts';
import { valuesOf } from './parse.ts';
import { lockRows, requireVersion, type Precondition } from './update.ts';
import { requireChangeable, requireNotFinal, touch, type WriteSet } from './write-set.ts';

/** Moves records to the trash: they leave every list and search, and can be restored. */
export async function trashRecords(
  set: WriteSet,
  object: ObjectModel,
  ids: string[],
  asked: Precondition = {},
): Promise<string[]> {
  return move(set, object, { ...asked, ids, to: 'trash' });
}

/** Takes records out of the trash. */
export async function restoreRecords(
  set: WriteSet,
  object: ObjectModel,
  ids: string[],
  asked: Precondition = {},
): Promise<string[]> {
  return move(set, object, { ...asked, ids, to: 'lists' });
}

async function move(
  set: WriteSet,
  object: ObjectModel,
  { ids, to, ...asked }: Precondition & { ids: string[]; to: 'trash' | 'lists' },
): Promise<string[]> {
  const { ctx } = set;
  requireRight(ctx, object, 'delete');
  requireChangeable(set, object);
  const trashing = to === 'trash';
  const rows = await lockRows(set, object, ids, { verb: 'delete', trash: !trashing });
  // What became part of another record is no trash: only the undo of the merge parts them again.
  if (!set.trusted) for (const [id, row] of rows) if (row['merged_into_id'] !== null) rows.delete(id);
  if (rows.size < new Set(ids).size && !set.trusted) {
    fail('record.not_found', { detail: 'There is no such record, or you may not remove it.' });
  }
  for (const row of rows.values()) requireVersion(row, asked);
  if (trashing) requireNotFinal(set, object, [...rows.values()]);
  if (rows.size === 0) return [];
  const at = trashing ? sql`${ctx.now.toISOString()}::timestamptz` : sql`null`;
  try {
    await ctx.db.run(sql`update ${ctx.db.table(object.table)} set deleted_at = ${at}, merged_into_id = null, version =
        version + 1,
        updated_at = ${ctx.now.toISOString()}::timestamptz, updated_by_id = ${ctx.actor.memberId}::uuid
      where id = any (${[...rows.keys()]}::uuid[])`);
  } catch (error) {
    throw explainUnique(error, object);
  }
  for (const [id, row] of rows) {
    const values = valuesOf(object, row);
    const version = (row['version'] as number) + 1;
    set.changes.push({
      record_id: id,
      object: object.key,
      verb: trashing ? 'delete' : 'restore',
      version,
      // What a record was part of is needed to make it part of that again.
      before: row['merged_into_id'] ? { merged_into: row['merged_into_id'] } : null,
      after: null,
    });
    changeKeys(set, object, { id, before: trashing ? values : null, after: trashing ? null : values });
    touch(set, object, { id, created: false, values: [values] });
  }
  return [...rows.keys()];
}
