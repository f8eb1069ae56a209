import { catalogOf } from './catalog.ts';
import type { WriteSet } from './records/write-set.ts';

/** Lets an object say what follows for its records from what is written of others, in the same change set: it is
 * undone with it. What is worked out from other records alone is a summary. */
export interface Follow {
  /** Keys of the objects of which something was written. */
  of: readonly string[];
  /** Runs once, before the change set is told, with every right; it writes only where something differs. */
  run: (set: WriteSet) => Promise<void>;
}

/** Has all objects follow what was written, by a set with every right. What they write is followed by nothing more. */
export async function followWrites(set: WriteSet): Promise<void> {
  const due = [...catalogOf(set.ctx).objects.values()].flatMap(({ definition: { follow } }) =>
    follow?.of.some((key) => set.touched.has(key)) ? [follow] : [],
  );
  for (const { run } of due) await run(set);
}
