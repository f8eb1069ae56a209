import { getObject, updateRecords, type WriteSet } from '#kernel/objects';
import { listBehind, type Behind } from './queries/behind.ts';

/** The way of a person from stranger to customer. Whoever is something else (a partner, a supplier) stays it. */
const way = [null, 'subscriber', 'lead', 'prospect', 'qualified', 'customer'];

/** Moves people forward on their way: who asked is a lead, whose enquiry was found worth it is qualified, and whose
 * deal was won is a customer, also a former one. Nobody falls back by it. */
export async function raiseLifecycles(set: WriteSet): Promise<void> {
  // An undo writes what was so before, and nothing is added to it.
  if (set.undoes) return;
  const deals = written(set, 'deal', 'outcome');
  const enquiries = written(set, 'enquiry', 'status');
  const fresh = [...(set.touched.get('enquiry')?.created ?? []), ...written(set, 'enquiry', 'person')];
  if (deals.length + enquiries.length + fresh.length === 0) return;
  const found = await listBehind(set.ctx, { deals, enquiries, fresh });
  const stages = new Map<string, string>();
  for (const one of found) if (isBehind(one, stages)) stages.set(one.id, one.to);
  const patches = [...stages].map(([id, stage]) => ({ id, values: { stage } }));
  if (patches.length > 0) await updateRecords(set, getObject(set.ctx, 'person'), patches);
}

function isBehind({ id, stage, to }: Behind, stages: ReadonlyMap<string, string>): boolean {
  const held = stages.get(id) ?? stage;
  if (held === 'former') return to === 'customer';
  const at = way.indexOf(held);
  return at !== -1 && at < way.indexOf(to);
}

/** The records of an object that a change set made with a person, or changed in this field. */
function written(set: WriteSet, key: string, field: string): string[] {
  const touched = set.touched.get(key);
  // A record that names nobody reaches nobody.
  if (!touched || (touched.pointed.get('person')?.size ?? 0) === 0) return [];
  const changed = set.changes.filter(({ object, after }) => object === key && after !== null && field in after);
  return [...new Set([...touched.created, ...changed.map((change) => change.record_id)])];
}
