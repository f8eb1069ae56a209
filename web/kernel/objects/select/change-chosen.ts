import { startBulk, type BulkChange, type BulkChoice, type ObjectType } from '#web/kernel/api';
import { toast } from '#web/kernel/ui';
import { wireValues } from '../forms/form-fields.ts';
import { saveMany, trashMany } from '../model/save.ts';
import { followWork } from '../work/followed.ts';

/** What one answer takes at once (the bound of a batch); more goes in the background. */
const AT_ONCE = 1_000;

/** Does one thing to all chosen records: a few at once, many or what speaks of lists in the background. */
export async function changeChosen(
  object: ObjectType,
  { choice, count }: { choice: BulkChoice; count: number },
  change: BulkChange,
): Promise<void> {
  const few = choice.ids && choice.ids.length <= AT_ONCE ? choice.ids : null;
  if (few && change.action === 'trash') return trashMany(object, few);
  if (few && change.action === 'update' && change.values) return saveMany(object, few, change.values);
  try {
    const { job_id } = await startBulk(object.api, choice, wireChange(change));
    followWork({ id: job_id, deed: change.action, object: object.api, count });
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
}

function wireChange(change: BulkChange): BulkChange {
  if (change.action !== 'update') return change;
  const { values, add, remove } = change;
  return {
    action: 'update',
    ...(values ? { values: wireValues(values) } : {}),
    ...(add ? { add: wireValues(add) as Record<string, unknown[]> } : {}),
    ...(remove ? { remove: wireValues(remove) as Record<string, unknown[]> } : {}),
  };
}
