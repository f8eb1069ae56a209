import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** The companies at which people have an employment. */
export function listEmployments(
  ctx: Context,
  peopleIds: string[],
): Promise<{ person_id: string; company_id: string }[]> {
  return ctx.db.many<{ person_id: string; company_id: string }>(sql`select person_id, company_id
    from ${ctx.db.table('employment')} where person_id = any (${peopleIds}::uuid[]) and deleted_at is null`);
}

/** The people to whom people report. */
export function listManagers(ctx: Context, peopleIds: string[]): Promise<{ person_id: string; other_id: string }[]> {
  return ctx.db.many<{ person_id: string; other_id: string }>(sql`select person_id, other_id
      from ${ctx.db.table('relationship')} where kind = 'reports_to' and deleted_at is null
        and person_id = any (${peopleIds}::uuid[])`);
}

/** The relationships that stand on people, of every kind. */
export function listRelationships(
  ctx: Context,
  peopleIds: string[],
): Promise<{ person_id: string; other_id: string; kind: string }[]> {
  return ctx.db.many<{ person_id: string; other_id: string; kind: string }>(sql`select person_id, other_id,
      kind from ${ctx.db.table('relationship')} where deleted_at is null and person_id = any (${peopleIds}::uuid[])`);
}
