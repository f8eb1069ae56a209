import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Somebody whose stage follows from a deal or an enquiry, and the stage they have. */
export interface Behind {
  id: string;
  stage: string | null;
  to: 'customer' | 'qualified' | 'lead';
}

/** The people of these deals that were won, of these enquiries, and of those that were found worth it, but for those
 * who are customers: what became of them would make them so. */
export function listBehind(
  ctx: Context,
  { deals, enquiries, fresh }: { deals: string[]; enquiries: string[]; fresh: string[] },
): Promise<Behind[]> {
  const { table } = ctx.db;
  return ctx.db.many<Behind>(sql`select p.id, p.stage, w.to from (
      select d.person_id as id, 'customer' as to from ${table('deal')} d
        where d.id = any (${deals}::uuid[]) and d.outcome = 'won' and d.deleted_at is null
      union select e.person_id, 'qualified' from ${table('enquiry')} e
        where e.id = any (${enquiries}::uuid[]) and e.status in ('qualified', 'converted') and e.deleted_at is null
      union select e.person_id, 'lead' from ${table('enquiry')} e
        where e.id = any (${fresh}::uuid[]) and e.deleted_at is null) w
    join ${table('person')} p on p.id = w.id and p.deleted_at is null and p.stage is distinct from 'customer'`);
}
