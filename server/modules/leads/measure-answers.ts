import { getObject, readValuesOf, updateRecords, type Values, type WriteSet } from '#kernel/objects';
import { listAnswered } from './queries/answered.ts';

/** Notes when enquiries were first answered, and how long that took, for all whose people something was done with:
 * also that none was, where the call is taken back. */
export async function measureAnswers(set: WriteSet, kinds: readonly string[]): Promise<void> {
  // What an undo takes back of an answer, it takes back of the enquiry as well.
  if (set.undoes && !set.touched.has('enquiry')) return;
  const people = kinds.flatMap((kind) => [...(set.touched.get(kind)?.pointed.get('people') ?? [])]);
  const moved = set.changes.filter(({ object, after }) => object === 'enquiry' && after !== null && isMoved(after));
  const ids = [...(set.touched.get('enquiry')?.created ?? []), ...moved.map((change) => change.record_id)];
  if (people.length === 0 && ids.length === 0) return;
  const found = await listAnswered(set.ctx, { people, ids, kinds });
  if (found.length === 0) return;
  const enquiry = getObject(set.ctx, 'enquiry');
  const held = await readValuesOf(
    set.ctx,
    enquiry,
    found.map(({ id }) => id),
  );
  const patches = found.map(({ id, at }) => {
    const { status, owner, received_at } = held.get(id)!;
    const since = Date.parse(String(received_at));
    const seconds = at === null ? null : Math.max(0, Math.round((Date.parse(at) - since) / 1000));
    return { id, values: { first_answered_at: at, answer_time: seconds, ...statusBy(at, status, owner) } };
  });
  await updateRecords(set, enquiry, patches);
}

const isMoved = (after: Values): boolean => 'person' in after || 'received_at' in after;

function statusBy(at: string | null, status: unknown, owner: unknown): { status?: string } {
  if (at !== null) return status === 'new' || status === 'assigned' ? { status: 'answered' } : {};
  return status === 'answered' ? { status: owner ? 'assigned' : 'new' } : {};
}
