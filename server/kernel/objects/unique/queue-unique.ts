import { z } from '#kernel/http';
import { enqueue } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';

/** The job by which the unique index of a field follows what is wanted of it, but for what it does. */
export const uniqueWork = {
  key: 'objects.unique',
  input: z.object({ object: z.string(), field: z.string() }),
  attempts: 5,
  // What was wanted last holds.
  alone: true,
};

/** Puts it in the queue. Answers with the job. */
export function queueUnique(ctx: Context, object: ObjectModel, key: string): Promise<string | null> {
  return enqueue(ctx, uniqueWork, { object: object.key, field: key });
}

/** The same for all fields of one's own that are unique: their tables were made anew, without these indexes. */
export async function queueUniqueIndexes(ctx: Context): Promise<void> {
  for (const object of catalogOf(ctx).objects.values())
    for (const field of object.stored) if (field.unique && field.custom) await queueUnique(ctx, object, field.key);
}
