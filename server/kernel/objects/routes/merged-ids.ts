import { Failure, fail } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { findSurvivor, requireReadable } from '../records/read.ts';

/** Does some work on a record; where its id is that of a merged one, on the record that one became part of. */
export async function onLiving<T>(
  ctx: Context,
  object: ObjectModel,
  id: string,
  work: (id: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(id);
  } catch (error) {
    const survivor = isMissing(error) ? await findSurvivor(ctx, object, id) : null;
    if (survivor === null) throw error;
    return work(survivor);
  }
}

/** Does what no merged record can suffer, such as its removal: refuses with 409 and the id of the one that it became
 * part of, as far as the actor may see that. */
export async function unlessMerged<T>(
  ctx: Context,
  object: ObjectModel,
  ids: string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) for (const id of ids) await refuseMerged(ctx, object, id);
    throw error;
  }
}

async function refuseMerged(ctx: Context, object: ObjectModel, id: string): Promise<void> {
  const survivor = await findSurvivor(ctx, object, id);
  if (survivor === null) return;
  const merged_into = await requireReadable(ctx, object, survivor);
  fail('record.merged', { detail: `This record became part of ${merged_into}.`, extra: { merged_into } });
}

/** Whether an error says that there is no such record. */
function isMissing(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'record.not_found';
}
