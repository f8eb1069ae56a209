import { createRecords, getObject, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { sortKey } from '#shared/fold';
import type { PlannedRow } from '../../planning/planned-row.ts';
import { listTagIds, lockTags } from '../../queries/tags.ts';

const mostTags = 50; // of one row; a cell with more is a text that was split

/** Finds or makes the tags of rows; answers with a function that gives a row's tags as values. */
export async function tagIds(
  ctx: Context,
  set: WriteSet,
  rows: PlannedRow[],
): Promise<(row: PlannedRow) => { tags?: string[] }> {
  const names = new Map<string, string>();
  for (const row of rows) for (const name of tagsOf(row)) names.set(keyOf(name), names.get(keyOf(name)) ?? name);
  if (names.size === 0) return () => ({});
  // Two imports at once wait here, so that each word becomes one tag.
  await lockTags(ctx);
  const ids = await listTagIds(ctx, [...names.keys()]);
  const missing = [...names].filter(([key]) => !ids.has(key));
  const made = await createRecords(
    set,
    getObject(ctx, 'tag'),
    missing.map(([, name]) => ({ values: { name } })),
  );
  missing.forEach(([key], index) => ids.set(key, made[index]!.id));
  return (row) => {
    const tags = [...new Set(tagsOf(row).flatMap((name) => ids.get(keyOf(name)) ?? []))];
    return tags.length > 0 ? { tags } : {};
  };
}

/** The same before anything is written: a word that is no tag yet stands for itself, and is like no tag. */
export async function knownTags(ctx: Context, rows: PlannedRow[]): Promise<(row: PlannedRow) => { tags?: string[] }> {
  const keys = [...new Set(rows.flatMap((row) => tagsOf(row).map(keyOf)))];
  if (keys.length === 0) return () => ({});
  const ids = await listTagIds(ctx, keys);
  return (row) => {
    const tags = [...new Set(tagsOf(row).map((name) => ids.get(keyOf(name)) ?? `new ${keyOf(name)}`))];
    return tags.length > 0 ? { tags } : {};
  };
}

function tagsOf(row: PlannedRow): string[] {
  return (row.values.tags ?? [])
    .slice(0, mostTags)
    .map((name) => name.trim().slice(0, 80))
    .filter(Boolean);
}

/** As the engine folds a tag's name for its uniqueness. */
function keyOf(name: string): string {
  return sortKey(name) || name.toLowerCase().slice(0, 80);
}
