import { createRecords, getObject } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { ImportPlan } from '../../planning/plan-import.ts';
import { relationsOf, type WantedRelation } from '../../planning/rows/relations.ts';
import { idAt, inBatches, sourceOf, type StoreRun } from '../store-run.ts';
import { findPeopleByKeys, keyOfWanted, onlyNew, type NewRelation } from './find-people.ts';
import type { PlannedRow } from '../../planning/planned-row.ts';

interface Wanting {
  row: PlannedRow;
  person: string;
  wanted: WantedRelation;
}

/** Stores who is whose spouse, child, manager …, where exactly one person has the name or the address; the others stay
 * as text with their source. */
export async function storeRelations(run: StoreRun, plan: ImportPlan): Promise<void> {
  const wanting = plan.rows.flatMap((row): Wanting[] => {
    const person = row.status === 'person' ? idAt(run, row, 'person') : null;
    return person === null ? [] : relationsOf(row).map((wanted) => ({ row, person, wanted }));
  });
  // One transaction after the other: what two rows say of each other is stored once.
  for (let at = 0; at < wanting.length; at += atOnce) {
    await inBatches(run, wanting.slice(at, at + atOnce), async (ctx, set, batch) => {
      const made = await resolve(ctx, batch);
      await createRecords(
        set,
        getObject(ctx, 'relationship'),
        made.map(({ row, ...values }) => ({ values, source: sourceOf(run, row) })),
      );
      return [];
    });
  }
}

const atOnce = 500;

async function resolve(ctx: Context, batch: Wanting[]): Promise<(NewRelation & { row: PlannedRow })[]> {
  const keys = [...new Set(batch.flatMap(({ wanted }) => keyOfWanted(wanted) ?? []))];
  const found = await findPeopleByKeys(ctx, keys);
  const certain = batch.flatMap(({ row, person, wanted }) => {
    const [other, ...more] = found.get(keyOfWanted(wanted) ?? '') ?? [];
    return other && more.length === 0 ? [{ row, person, other, kind: wanted.kind, note: wanted.note }] : [];
  });
  return onlyNew(ctx, certain);
}
