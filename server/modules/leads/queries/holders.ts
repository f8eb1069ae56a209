import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Somebody, or a company, that a key leads to. */
export interface Holder {
  key: string;
  id: string;
  name: string;
}

const most = 20; // records of one address or number; more are no sign of anybody

/** Enquiries of a workspace are received one after the other: two of the same stranger at once make one person, and
 * turns are kept exactly. */
export async function receiveAlone({ db }: Context): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtext(${`${db.schema}:enquiries`}))`);
}

/** The living people whom keys of the key table lead to, those known for longest first. */
export function listPeopleBy(ctx: Context, keys: string[]): Promise<Holder[]> {
  return ctx.db.many<Holder>(sql`select x.key, t.id, t.name->>'full' as name
    from unnest(${keys}::text[]) x (key)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = x.key and r.object = 'person' limit ${most}) k
    join ${ctx.db.table('person')} t on t.id = k.record_id and t.deleted_at is null
    order by t.created_at, t.id`);
}

/** The living companies of some keys, those known for longest first. */
export function listCompaniesBy(ctx: Context, keys: string[]): Promise<Holder[]> {
  return ctx.db.many<Holder>(sql`select x.key, t.id, t.name
    from unnest(${keys}::text[]) x (key)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = x.key and r.object = 'company' limit ${most}) k
    join ${ctx.db.table('company')} t on t.id = k.record_id and t.deleted_at is null
    order by t.created_at, t.id`);
}
