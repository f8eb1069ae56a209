import { createRecord, createRecords, getObject, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import { quotes } from '../kinds.ts';
import { documentValues, lineValues } from '../lines/line-values.ts';
import { readKept } from '../lines/kept-lines.ts';
import { lockDocument } from '../queries/documents.ts';

/** Makes a draft for a deal: for its company and person, under its title; answers with its id. */
export async function beginQuote(set: WriteSet, deal: string, values: Values): Promise<string> {
  const { title, company, person } = values;
  const made = await createRecord(set, getObject(set.ctx, 'quote'), { title, company, person, deal });
  return made.id;
}

const carried = ['company', 'person', 'deal', 'owner', 'language', 'valid_until', 'intro', 'terms', 'tags', 'notes'];

/** Makes the next version of a quote as a draft with the same lines; the one before stays as it is until the new one is
 * sent. Answers with its id. */
export async function nextVersion(set: WriteSet, id: string): Promise<string> {
  const { ctx } = set;
  const object = getObject(ctx, 'quote').whole;
  const values = await lockDocument(ctx, quotes, id);
  const { lines, sums, terms } = await readKept(ctx, quotes, { id, values });
  const same = Object.fromEntries([...carried, 'title'].map((key) => [key, values[key] ?? null]));
  const version = { replaces: id, version_number: Number(values['version_number'] ?? 1) + 1 };
  const all = withAllRights(set);
  const made = await createRecord(all, object, { ...same, ...version, ...documentValues(lines, sums, terms) });
  const copies = lineValues(lines, sums, terms).map((line) => ({ values: { ...line, quote: made.id } }));
  if (copies.length > 0) await createRecords(all, getObject(ctx, 'quote_line').whole, copies);
  return made.id;
}
