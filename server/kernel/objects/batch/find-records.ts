import { sql } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { lockDrafts, type Drafts } from '../changes/drafts.ts';
import { compileFilter } from '../query/filter.ts';
import type { WriteSet } from '../records/write-set.ts';
import type { Step } from './step.ts';

/** Finds and locks in one statement all records that steps name: by their ids, also those of merged records with what
 * they became part of, and by the values of upserts. */
export async function findRecords(set: WriteSet, object: ObjectModel, steps: Step[]): Promise<Drafts> {
  const { ctx } = set;
  const table = ctx.db.table(object.table);
  const sought = steps.filter((step) => step.refused === null);
  const ids = [...new Set(sought.flatMap((step) => step.id ?? []))];
  const parts = [...valuesByField(sought)].map(([field, values]) => {
    const filter = compileFilter(ctx, object, { field: field.key, in: values }, 'v');
    return sql`select v.id from ${table} v where v.deleted_at is null and ${filter}`;
  });
  if (ids.length > 0)
    parts.push(sql`select id from (with recursive up as (
      select id, merged_into_id from ${table} where id = any (${ids}::uuid[])
      union select p.id, p.merged_into_id from up join ${table} p on p.id = up.merged_into_id) select id from up) up`);
  if (parts.length === 0) return new Map();
  return lockDrafts(set, [{ object, where: sql`t.id = any (array(${sql.join(parts, sql` union all `)}))` }]);
}

function valuesByField(steps: Step[]): Map<FieldModel, string[]> {
  const found = new Map<FieldModel, string[]>();
  for (const { match } of steps)
    if (match && match.keys.length > 0) found.set(match.field, [...(found.get(match.field) ?? []), match.given]);
  return found;
}

/** One upsert of a value at a time: two of the same value wait for each other instead of making two records. All values
 * of a batch are locked in one order, so that two batches do not wait for each other. */
export async function lockValues({ ctx }: WriteSet, object: ObjectModel, steps: Step[]): Promise<void> {
  const names = steps.flatMap(({ match, refused }) =>
    match && !refused ? match.keys.map((key) => `${ctx.db.schema}:${object.key}:${match.field.key}:${key}`) : [],
  );
  if (names.length === 0) return;
  await ctx.db.run(sql`select pg_advisory_xact_lock(l.key) from
    (select distinct hashtext(n) as key from unnest(${[...new Set(names)]}::text[]) n order by 1) l`);
}
