import { sql } from '#kernel/database';
import { catalogOf, getObject, presentRows, seenTable, type RecordJson } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** The entries that say how it is now: of each channel and purpose the newest that none corrects. */
export async function readStates(ctx: Context, person: string): Promise<RecordJson[]> {
  const object = getObject(ctx, 'consent');
  const table = ctx.db.table(object.table);
  const rows = await ctx.db.many<Record<string, unknown>>(sql`select distinct on (t.channel, t.purpose) t.*
    from ${seenTable(ctx, object)} t where t.person_id = ${person}::uuid and t.deleted_at is null
      and not exists (select 1 from ${table} r
        where r.corrects_id = t.id and r.person_id = t.person_id and r.deleted_at is null)
    order by t.channel, t.purpose, t.happened_at desc, t.id desc`);
  return presentRows(ctx, object, rows, [...object.fields.values()]);
}

/** The newest edition of a wording. */
export function findNewest(ctx: Context, name: string): Promise<{ id: string; text: string; edition: number } | null> {
  const object = catalogOf(ctx).objects.get('consent_wording')!;
  return ctx.db.maybe(sql`select id, text, edition::int as edition from ${ctx.db.table(object.table)}
    where name = ${name} and deleted_at is null order by edition desc limit 1 for no key update`);
}
