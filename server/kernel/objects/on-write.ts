import type { Issue } from '#shared/failure';
import { getObject, type ObjectModel } from './catalog.ts';
import { RecordsRefused } from './formula/rules.ts';
import type { Change, WriteSet } from './records/write-set.ts';

/** Records of one object that were written, each once. Of what was made, `before` and `after` are null. */
export interface Written {
  object: ObjectModel;
  changes: readonly Change[];
}

// What follows from what follows: deeper than any chain of records that modules keep in step.
const mostRounds = 8;

/** Has objects do what follows from a write of their records (`onWrite`), and from what that writes in its turn. `set`
 * reaches everything. */
export async function followWrites(set: WriteSet): Promise<void> {
  for (let from = 0, round = 0; from < set.changes.length; round += 1) {
    if (round === mostRounds) throw new Error('what follows from a write has no end');
    const news = Map.groupBy(set.changes.slice(from), (change) => change.object);
    from = set.changes.length;
    for (const [key, changes] of news) {
      const object = getObject(set.ctx, key);
      await object.definition.onWrite?.(set, { object, changes });
    }
  }
}

/** Refuses a write for the sake of some of its records: where many are written each by itself, the others are. */
export function refuseRecords(records: ReadonlyMap<string, Issue>): void {
  if (records.size > 0) throw new RecordsRefused(records);
}
