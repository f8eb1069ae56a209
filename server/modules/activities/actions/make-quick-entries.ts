import { fail } from '#shared/failure';
import type { QuickEntry } from '#shared/quick-entry';
import { catalogOf, createRecord, getRecord, type ObjectModel, type RecordJson, type WriteSet } from '#kernel/objects';

/** Creates what a sentence meant, each record linked to the one it was written on. */
export async function makeQuickEntries(
  set: WriteSet,
  entries: QuickEntry[],
  about: { object: ObjectModel; id: string },
): Promise<{ object: string; id: string }[]> {
  const record = await getRecord(set.ctx, about.object, about.id);
  const made: { object: string; id: string }[] = [];
  for (const entry of entries) {
    const object = entryObject(set, entry);
    const values = { ...entry.values, ...linksTo(object, about.object, record) };
    const { id } = await createRecord(set, object, values);
    made.push({ object: entry.object, id });
  }
  return made;
}

function entryObject(set: WriteSet, entry: QuickEntry): ObjectModel {
  const object = catalogOf(set.ctx).byApi.get(entry.object);
  return object ?? fail('object.not_found');
}

/** The relation fields through which an entry shows on the record; on a deal, or a record of one's own objects,
 * also on its person and company: one customer has one history. */
function linksTo(entry: ObjectModel, on: ObjectModel, record: RecordJson): Record<string, string[]> {
  const links: Record<string, string[]> = {};
  for (const key of entry.shows) {
    const to = entry.fields.get(key)?.to;
    const field = [...on.fields.values()].find((one) => one.to === to && !one.many && !one.summary);
    const about = on.key === 'deal' || on.custom;
    const pointed = field && about ? (record[field.key] as { id: string; name: string | null } | null) : null;
    if (to === on.key) links[key] = [record.id];
    else if (pointed?.name) links[key] = [pointed.id];
  }
  if (Object.keys(links).length === 0) fail('object.not_found', { detail: 'Nothing is written about such a record.' });
  return links;
}
