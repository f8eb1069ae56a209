import { sql, type Sql } from '#kernel/database';
import { getObject } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

interface Asked {
  people: string[];
  /** Enquiries that were written themselves. */
  ids: string[];
  kinds: readonly string[];
}

/** The enquiries, of these and of these people, whose first answer is another than they say: the earliest dealing of a
 * member with the person since the enquiry came that did not come in, as an instant, or null where there is none. */
export async function listAnswered(
  ctx: Context,
  { people, ids, kinds }: Asked,
): Promise<{ id: string; at: string | null }[]> {
  const parts = kinds.map((kind) => firstSql(ctx, kind));
  const rows = await ctx.db.many<{ id: string; at: Date | string | null }>(sql`select e.id, a.at
    from ${ctx.db.table('enquiry')} e
    cross join lateral (select min(x.at) as at from (${sql.join(parts, sql` union all `)}) x) a
    where e.deleted_at is null and (e.person_id = any (${people}::uuid[]) or e.id = any (${ids}::uuid[]))
      and a.at is distinct from e.first_answered_at
    order by e.id`);
  return rows.map(({ id, at }) => ({ id, at: at === null ? null : new Date(at).toISOString() }));
}

/** The first dealing of a kind with the person of the enquiry `e`. */
function firstSql(ctx: Context, kind: string): Sql {
  const object = getObject(ctx, kind);
  const people = sql.id('c', object.fields.get('people')!.column);
  const outgoing = object.fields.has('direction') ? sql`c.direction is distinct from 'in'` : sql`true`;
  return sql`select min(c.happened_at) as at from ${ctx.db.table(object.table)} c
    where ${people} @> array[e.person_id] and c.deleted_at is null and c.author_id is not null and ${outgoing}
      and c.happened_at >= e.received_at and c.happened_at <= ${ctx.now.toISOString()}::timestamptz`;
}
