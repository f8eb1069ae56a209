import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** What one change did to the stage of a deal, as the history keeps it: ids, or the texts of days before there were
 * records for them. */
export interface MoveRow {
  change_set_id: string;
  at: string;
  from: string | null;
  to: string | null;
  member_id: string | null;
  actor_name: string;
  /** Why it went on without what the stage asked for. */
  reason: string | null;
  /** Whole seconds in the stage that it left. */
  seconds: number;
}

const most = 500; // moves of one deal; nobody reads more

/** The moves of a deal between stages, the newest first. */
export async function readMoves(ctx: Context, deal: string): Promise<MoveRow[]> {
  const { table } = ctx.db;
  return ctx.db.many<MoveRow>(sql`select c.change_set_id, c.at, c.before->>'stage' as "from", c.after->>'stage' as "to",
      s.member_id, s.actor_name,
      -- Kept until a move that needed none.
      (select r.after->>'gate_reason' from ${table('change')} r where r.record_id = c.record_id
        and r.version <= c.version and jsonb_exists(r.after, 'gate_reason') order by r.version desc limit 1) as reason,
      floor(extract(epoch from c.at - coalesce(lag(c.at) over (order by c.at, c.version),
        (select d.created_at from ${table('deal')} d where d.id = c.record_id))))::float8 as seconds
    from ${table('change')} c join ${table('change_set')} s on s.id = c.change_set_id
    where c.record_id = ${deal}::uuid and c.verb = 'update' and jsonb_exists(c.after, 'stage')
    order by c.at desc, c.version desc limit ${most}`);
}
