import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { inTypesOfNow } from '../retype/shadows.ts';

/** A merge that is in force: what it wrote on records, by id. */
export interface MergeInForce {
  id: string;
  at: string;
  writes: Map<string, Written>;
}

/** What a merge wrote on one record. */
export interface Written {
  object: string;
  before: Values;
  after: Values;
}

/** All that became one record, however many merges lie between. */
export interface MergeTree {
  object: ObjectModel;
  /** The record under which all of them live. */
  host: string;
  /** Into which record each of the others went. */
  into: Map<string, string>;
  /** By which merge each of the others went. */
  by: Map<string, MergeInForce>;
  /** Those that are to come out, without what came with them. */
  leaving: string[];
  /** When the first of them went in. */
  since: string;
}

/** The records that a change set merged, by object key: `id` became part of `into`. */
export function listMerged(ctx: Context, changeSet: string) {
  return ctx.db.many<{ object: string; id: string; into: string }>(sql`select object, record_id as id,
      after->>'merged_into' as "into"
    from ${ctx.db.table('change')} where change_set_id = ${changeSet}::uuid and verb = 'merge' order by record_id`);
}

/** Reads the tree in which the records of a merge stand now; null where none of them is a part of another any more. */
export async function readTree(
  ctx: Context,
  object: ObjectModel,
  merged: { id: string; into: string }[],
): Promise<MergeTree | null> {
  const table = ctx.db.table(object.table);
  const change = ctx.db.table('change');
  const [ids, hosts] = [merged.map((one) => one.id), merged.map((one) => one.into)];
  const parts = await ctx.db.many<Part>(sql`with recursive leaving as (
      select t.id from unnest(${ids}::uuid[], ${hosts}::uuid[]) m (id, "to")
      join ${table} t on t.id = m.id and t.merged_into_id = m."to"),
    up as (select id, merged_into_id from ${table} where id = (select id from leaving limit 1)
      union select p.id, p.merged_into_id from up u join ${table} p on p.id = u.merged_into_id),
    down as (select id, merged_into_id from ${table}
        where merged_into_id = (select id from up where merged_into_id is null)
      union select t.id, t.merged_into_id from down d join ${table} t on t.merged_into_id = d.id)
    select d.id, d.merged_into_id as "to", d.id in (select id from leaving) as leaves, l.merge, l.at
    from down d cross join lateral (select change_set_id as merge, at from ${change}
      where record_id = d.id and verb = 'merge' order by at desc, version desc limit 1) l`);
  if (parts.length === 0) return null;
  const into = new Map(parts.map((one) => [one.id, one.to]));
  const leaving = parts.filter((one) => one.leaves).map((one) => one.id);
  const by = await readMerges(ctx, parts);
  const [{ at: since }] = leaving.map((id) => by.get(id)!).toSorted(byTime) as [MergeInForce];
  return { object, host: above(into, leaving[0]!).at(-1)!, into, by, leaving, since };
}

/** A record of the tree, with the newest merge that took it in: an older one was taken apart before. */
interface Part {
  id: string;
  to: string;
  leaves: boolean;
  merge: string;
  at: string;
}

async function readMerges(ctx: Context, parts: Part[]): Promise<Map<string, MergeInForce>> {
  const merges = new Map<string, MergeInForce>();
  for (const { merge, at } of parts.toSorted(byTime))
    if (!merges.has(merge)) merges.set(merge, { id: merge, at, writes: new Map() });
  const rows = await ctx.db.many<Written & { merge: string; id: string }>(sql`select change_set_id as merge,
      record_id as id, object, before, after
    from ${ctx.db.table('change')} where change_set_id = any (${[...merges.keys()]}::uuid[]) and verb = 'update'`);
  const { objects } = catalogOf(ctx);
  for (const { merge, id, ...written } of rows) {
    const fields = objects.get(written.object)?.whole.fields;
    merges.get(merge)!.writes.set(id, fields ? inTypesOfNow(fields, written) : written);
  }
  return new Map(parts.map((one) => [one.id, merges.get(one.merge)!]));
}

/** The records above one, up to the one that lives. */
export function above(into: ReadonlyMap<string, string>, id: string): string[] {
  const found: string[] = [];
  for (let at = into.get(id); at !== undefined; at = into.get(at)) found.push(at);
  return found;
}

const byTime = (a: { at: string }, b: { at: string }) => Date.parse(a.at) - Date.parse(b.at);

/** The merges of a tree, the oldest first. */
export function mergesOf(tree: MergeTree): MergeInForce[] {
  return [...new Set(tree.by.values())].toSorted(byTime);
}

/** The leaving record with which a record of the tree comes out; null for what stays. */
export function leaverOf(tree: MergeTree, id: string): string | null {
  for (let at: string | undefined = id; at !== undefined; at = tree.into.get(at))
    if (tree.leaving.includes(at)) return at;
  return null;
}
