import { createRecord, createRecords, getObject, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import type { KeptDocument } from '../lines/kept-lines.ts';
import { documentValues, lineValues } from '../lines/line-values.ts';
import type { DocumentKind } from '../queries/documents.ts';

const carried = ['title', 'company', 'person', 'deal', 'owner', 'seller', 'language', 'tags'];

/** Makes a document of another one: for the same people, with these lines; `more` is its own. Answers with its id. */
export async function copyDocument(
  set: WriteSet,
  to: DocumentKind,
  { from, kept, more }: { from: Values; kept: KeptDocument; more: Values },
): Promise<string> {
  const all = withAllRights(set);
  const { lines, sums, terms } = kept;
  const same = Object.fromEntries(carried.map((key) => [key, from[key] ?? null]));
  const values = { ...same, ...documentValues(lines, sums, terms), ...more };
  const made = await createRecord(all, getObject(set.ctx, to.object).whole, values);
  const copies = lineValues(lines, sums, terms).map((line) => ({ values: { ...line, [to.object]: made.id } }));
  if (copies.length > 0) await createRecords(all, getObject(set.ctx, to.line).whole, copies);
  return made.id;
}
