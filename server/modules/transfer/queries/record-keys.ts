import { sql } from '#kernel/database';
import type { ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** A record that a key of the key table leads to. */
export interface KeyHolder {
  key: string;
  record_id: string;
}

// Records that one key leads to, those in the trash included.
const mostHolders = 20;

/** Living records of an object by some of their keys: a short walk along the index for each. */
export async function findByKeys(ctx: Context, object: ObjectModel, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await ctx.db.many<KeyHolder>(sql`select x.key, k.record_id
    from unnest(${keys}::text[]) x (key)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = x.key and r.object = ${object.key} limit ${mostHolders}) k
    cross join lateral (select 1 from ${ctx.db.table(object.table)} o
      where o.id = k.record_id and o.deleted_at is null limit 1) t`);
  return new Map(rows.map((row) => [row.key, row.record_id]));
}

/** Living people by keys; a key that several people have gives several rows. */
export function listPeopleByKeys(ctx: Context, keys: string[]): Promise<KeyHolder[]> {
  return ctx.db.many<KeyHolder>(sql`select k.key, k.record_id
          from ${ctx.db.table('record_key')} k
          join ${ctx.db.table('person')} t on t.id = k.record_id and t.deleted_at is null
          where k.key = any (${keys}::text[]) and k.object = 'person'`);
}

/** Living companies by keys; a key that several companies have gives several rows. */
export function listCompaniesByKeys(ctx: Context, keys: string[]): Promise<KeyHolder[]> {
  return ctx.db.many<KeyHolder>(sql`select k.key, k.record_id
    from ${ctx.db.table('record_key')} k join ${ctx.db.table('company')} t on t.id = k.record_id and
      t.deleted_at is null
    where k.key = any (${keys}::text[]) and k.object = 'company'`);
}

/** Living people who have an address and, where the name is not '', a spelling of the name, for pairs of keys that
 * are told apart by `index`. */
export function listPeopleByPairs(
  ctx: Context,
  pairs: { index: number; email: string; name: string }[],
): Promise<{ index: number; record_id: string }[]> {
  return ctx.db.many<{ index: number; record_id: string }>(sql`select p.index, e.record_id
    from unnest(${pairs.map((pair) => pair.index)}::int[], ${pairs.map((pair) => pair.email)}::text[],
      ${pairs.map((pair) => pair.name)}::text[]) p (index, email, name)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = p.email and r.object = 'person' limit 20) e
    cross join lateral (select 1 from ${ctx.db.table('person')} o
      where o.id = e.record_id and o.deleted_at is null limit 1) t
    where p.name = '' or exists (select 1 from ${ctx.db.table('record_key')} n
      where n.key = p.name and n.record_id = e.record_id)
    order by p.index desc, e.record_id desc`);
}

/** Living records of an object that have some of its keys in the key table. */
export function listByNameKeys(
  ctx: Context,
  object: ObjectModel,
  keys: string[],
): Promise<{ key: string; id: string }[]> {
  const table = ctx.db.table(object.table);
  return ctx.db.many<{ key: string; id: string }>(
    sql`select k.key, t.id from ${ctx.db.table('record_key')} k join ${table} t on t.id = k.record_id
          where k.key = any (${keys}::text[]) and k.object = ${object.key} and t.deleted_at is null`,
  );
}

/** Living records of an object by the column that their titles are sorted by, at most ten thousand. */
export function listBySortedTitles(
  ctx: Context,
  object: ObjectModel,
  { column, keys }: { column: string; keys: string[] },
): Promise<{ key: string; id: string }[]> {
  return ctx.db.many<{ key: string; id: string }>(
    sql`select ${sql.id('t', column)} as key, t.id from ${ctx.db.table(object.table)} t
          where ${sql.id('t', column)} = any (${keys}::text[]) and t.deleted_at is null limit 10000`,
  );
}

/** Gives records keys; one that is there already stays as it is. */
export async function addRecordKeys(ctx: Context, keys: { key: string; id: string; object: string }[]): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('record_key')} (key, record_id, object)
    select * from unnest(${keys.map((one) => one.key)}::text[], ${keys.map((one) => one.id)}::uuid[],
      ${keys.map((one) => one.object)}::text[]) on conflict do nothing`);
}
