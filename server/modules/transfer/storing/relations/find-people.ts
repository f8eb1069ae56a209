import type { Context } from '#kernel/workspace';
import { nameKey } from '#shared/fold';
import type { WantedRelation } from '../../planning/rows/relations.ts';
import { listRelationships } from '../../queries/links.ts';
import { listPeopleByKeys } from '../../queries/record-keys.ts';

/** The key by which a wanted person stands in the key table; null where the name says nothing. */
export function keyOfWanted({ name, email }: Pick<WantedRelation, 'name' | 'email'>): string | null {
  if (email !== null) return `e${email}`;
  const key = name === null ? '' : nameKey(name);
  return key === '' ? null : `n${key}`;
}

/** Living people of the workspace by key. */
export async function findPeopleByKeys(ctx: Context, keys: string[]): Promise<Map<string, Set<string>>> {
  const rows = keys.length === 0 ? [] : await listPeopleByKeys(ctx, keys);
  const found = new Map<string, Set<string>>();
  for (const { key, record_id } of rows) found.set(key, (found.get(key) ?? new Set()).add(record_id));
  return found;
}

/** One relation that is to be made. */
export interface NewRelation {
  person: string;
  other: string;
  kind: string;
  note: string | null;
}

const mutual = new Set(['spouse', 'sibling', 'friend', 'colleague', 'partner']);

/** A relation as texts: as it is told and, where it holds both ways, as the other would tell it. */
export function sidesOf({ person, other, kind }: Pick<NewRelation, 'person' | 'other' | 'kind'>): string[] {
  const told = `${person} ${other} ${kind}`;
  return mutual.has(kind) ? [told, `${other} ${person} ${kind}`] : [told];
}

/** Leaves out what is there already and what is said twice; spouses, siblings and friends are so both ways. */
export async function onlyNew<T extends NewRelation>(ctx: Context, wanted: T[]): Promise<T[]> {
  const people = [...new Set(wanted.flatMap((one) => [one.person, one.other]))].filter((id) => !id.startsWith('new'));
  const rows = await listRelationships(ctx, people);
  const there = new Set<string>();
  const add = (one: Pick<NewRelation, 'person' | 'other' | 'kind'>) => {
    for (const side of sidesOf(one)) there.add(side);
  };
  for (const row of rows) add({ person: row.person_id, other: row.other_id, kind: row.kind });
  return wanted.filter((one) => {
    const { person, other, kind } = one;
    if (person === other || there.has(`${person} ${other} ${kind}`)) return false;
    add(one);
    return true;
  });
}
