import { sql } from '#kernel/database';
import { noteSensitive } from '#kernel/audit';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { namesOf, unseenHidden } from '../query/present.ts';

/** A later edit that an undo met. */
export interface Conflict {
  object: string;
  record: string;
  /** Null where it is the record as a whole: it was made by what is to be undone, and worked on since. */
  field: string | null;
  /** What the undo would write. */
  mine: unknown;
  /** What somebody wrote since. */
  theirs: unknown;
  /** Who wrote it, and when. */
  later?: Later | null;
  /** Names of the record and of what its values point at, by id. */
  names?: Record<string, string>;
}

interface Later {
  at: string;
  author: { id: string | null; name: string };
  change_set_id: string;
}

/** Later edits over which the older value is taken nonetheless: all of them, or `record/field` of some; a record alone
 * where it is the whole record. */
export type Overwrite = 'all' | readonly string[];

/** Whether somebody chose the older value of a field, or of a record as a whole. */
export function overwrites(overwrite: Overwrite, record: string, field: string | null): boolean {
  return overwrite === 'all' || overwrite.includes(field === null ? record : `${record}/${field}`);
}

/** Names of records, and of what some of their values point at, by id, as far as the actor may see them. */
export async function namesWith(
  ctx: Context,
  told: { object: ObjectModel; record: string; field: string | null; values: unknown[] }[],
): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>();
  const want = (key: string, id: unknown) => {
    if (typeof id === 'string') wanted.set(key, (wanted.get(key) ?? new Set()).add(id));
  };
  for (const { object, record, field, values } of told) {
    want(object.key, record);
    const pointing = object.fields.get(field ?? '');
    const target = pointing?.type === 'member' ? 'member' : pointing?.to;
    if (target) for (const id of values.flat()) want(target, id);
  }
  return Object.fromEntries(await namesOf(ctx, wanted));
}

/** Tells of each conflict who wrote last, and the names in it. */
export async function withLater(ctx: Context, conflicts: Conflict[]): Promise<Conflict[]> {
  if (conflicts.length === 0) return conflicts;
  const rows = await ctx.db.many<{ n: number; at: string; id: string | null; name: string; set_id: string }>(sql`
    select a.n, c.at, s.member_id as id, s.actor_name as name, s.id as set_id
    from unnest(${conflicts.map((_, n) => n)}::int[], ${conflicts.map((one) => one.record)}::uuid[],
      ${conflicts.map((one) => one.field)}::text[]) a (n, record, field)
    cross join lateral (select at, change_set_id from ${ctx.db.table('change')} c
      where c.record_id = a.record and (a.field is null or c.after ? a.field)
      order by at desc, change_set_id desc limit 1) c
    join ${ctx.db.table('change_set')} s on s.id = c.change_set_id`);
  const later = new Map(
    rows.map(({ n, at, id, name, set_id }) => [n, { at, author: { id, name }, change_set_id: set_id }]),
  );
  const { byApi } = catalogOf(ctx);
  const named = conflicts.flatMap(({ object, mine, theirs, ...one }) => {
    const model = byApi.get(object);
    return model ? [{ ...one, object: model, values: [mine, theirs] }] : [];
  });
  const all = await namesWith(ctx, named);
  return conflicts.map((conflict, n) => {
    const ids = [conflict.record, conflict.mine, conflict.theirs].flat();
    const names = ids.filter((id) => typeof id === 'string' && id in all) as string[];
    return {
      ...conflict,
      later: later.get(n) ?? null,
      names: Object.fromEntries(names.map((id) => [id, all[id]!])),
    };
  });
}

/** Conflicts as their reader may see them: without the ids of records that they may not. */
export async function withoutUnseen(ctx: Context, conflicts: Conflict[]): Promise<Conflict[]> {
  const { byApi } = catalogOf(ctx);
  const fieldOf = ({ object, field }: Conflict) => byApi.get(object)?.fields.get(field ?? '');
  const values = conflicts.flatMap((one) => {
    const field = fieldOf(one);
    return field ? [one.mine, one.theirs].map((value) => ({ field, value })) : [];
  });
  const hide = await unseenHidden(ctx, values);
  return conflicts.map((one) => {
    const field = fieldOf(one);
    if (field?.sensitive) noteSensitive(ctx, byApi.get(one.object)!.key, { field: field.key, record: one.record });
    return field ? { ...one, mine: hide(field, one.mine), theirs: hide(field, one.theirs) } : one;
  });
}
