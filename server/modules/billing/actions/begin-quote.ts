import { createRecord, getObject, type Values, type WriteSet } from '#kernel/objects';
import { quotes } from '../kinds.ts';
import { readKept } from '../lines/kept-lines.ts';
import { lockDocument } from '../queries/documents.ts';
import { copyDocument } from './copy-lines.ts';

/** Makes a draft for a deal: for its company and person, under its title; answers with its id. */
export async function beginQuote(set: WriteSet, deal: string, values: Values): Promise<string> {
  const { title, company, person } = values;
  const made = await createRecord(set, getObject(set.ctx, 'quote'), { title, company, person, deal });
  return made.id;
}

/** Makes the next version of a quote as a draft with the same lines; the one before stays as it is until the new one is
 * sent. Answers with its id. */
export async function nextVersion(set: WriteSet, id: string): Promise<string> {
  const values = await lockDocument(set.ctx, quotes, id);
  const kept = await readKept(set.ctx, quotes, { id, values });
  const same = Object.fromEntries(['intro', 'terms', 'notes'].map((key) => [key, values[key] ?? null]));
  const version_number = Number(values['version_number'] ?? 1) + 1;
  return copyDocument(set, quotes, { from: values, kept, more: { ...same, replaces: id, version_number } });
}
