import { getObject, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { isEmail } from '#shared/email';
import { companyKey, nameKey, sortKey } from '#shared/fold';
import type { PlannedRow } from '../../planning/planned-row.ts';
import { listByNameKeys, listBySortedTitles } from '../../queries/record-keys.ts';
import { cellsOf, namesIn, type FindNamed } from './read-cells.ts';

/** Finds the records that cells of relations name: people by address or name, companies by name in any spelling, others
 * by their title; only where exactly one fits. */
export async function findNamed(ctx: Context, object: ObjectModel, rows: PlannedRow[]): Promise<FindNamed> {
  const wanted = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [key, { text }] of Object.entries(cellsOf(row))) {
      const field = object.fields.get(key);
      if (field?.type !== 'relation' || !field.to) continue;
      const names = wanted.get(field.to) ?? new Set();
      for (const name of namesIn(field, text)) names.add(name);
      wanted.set(field.to, names);
    }
  }
  const found = new Map<string, Map<string, Set<string>>>();
  for (const [to, names] of wanted) found.set(to, await idsByKey(ctx, getObject(ctx, to), [...names]));
  return (to, name) => {
    const ids = found.get(to)?.get(keyOf(getObject(ctx, to), name)) ?? new Set();
    return ids.size === 1 ? [...ids][0]! : null;
  };
}

function keyOf(object: ObjectModel, name: string): string {
  if (object.title.type === 'person_name') return isEmail(name) ? `e${name.toLowerCase()}` : `n${nameKey(name)}`;
  return object.title.match ? `c${companyKey(name)}` : sortKey(name);
}

async function idsByKey(ctx: Context, object: ObjectModel, names: string[]): Promise<Map<string, Set<string>>> {
  const keys = [...new Set(names.map((name) => keyOf(object, name)))].filter((key) => key.length > 1);
  const sort = object.title.kind.sort?.column(object.title);
  const inKeys = object.title.type === 'person_name' || object.title.match;
  if (!inKeys && !sort) return new Map();
  const rows = inKeys
    ? await listByNameKeys(ctx, object, keys)
    : await listBySortedTitles(ctx, object, { column: sort!, keys });
  const found = new Map<string, Set<string>>();
  for (const { key, id } of rows) found.set(key, (found.get(key) ?? new Set()).add(id));
  return found;
}
