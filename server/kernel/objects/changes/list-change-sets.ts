import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

export interface ChangeSetJson {
  id: string;
  at: string;
  author: { id: string | null; name: string };
  origin: string;
  label: string;
  records: number;
  undone: boolean;
  /** A taking back that goes on, or was stopped half-way; asking for the undo again continues it. */
  undoing: { job_id: string | null; done: number; total: number } | null;
  undoes: string | null;
}

/** Change sets of the workspace, newest first; not `open`: without those that touched a private record. */
export async function listChangeSets(
  ctx: Context,
  page: { before?: { at: string; id: string } | null; limit: number; member?: string | undefined; open: boolean },
): Promise<ChangeSetJson[]> {
  const before = page.before
    ? sql`and (s.at, s.id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`
    : sql``;
  // What concerns a record that somebody keeps private is told to nobody who did not do it himself.
  const open = page.open
    ? sql``
    : sql`and (s.member_id = ${ctx.actor.memberId}::uuid or not exists (select 1 from ${ctx.db.table('change')} c
        join ${ctx.db.table('record_private')} p on p.record_id = c.record_id where c.change_set_id = s.id))`;
  const own = page.member ? sql`and s.member_id = ${page.member}::uuid` : sql``;
  const rows = await ctx.db.many<Record<string, never>>(sql`select s.*, u.job_id, u.seen
    from ${ctx.db.table('change_set')} s left join ${ctx.db.table('undo_run')} u on u.change_set_id = s.id
    where true ${before} ${own} ${open} order by s.at desc, s.id desc limit ${page.limit}`);
  return rows.map((row) => ({
    id: row['id']!,
    at: row['at']!,
    author: { id: row['member_id']!, name: row['actor_name']! },
    origin: row['origin']!,
    label: row['label']!,
    records: row['records']!,
    undone: row['undone_by_id'] !== null,
    undoing: row['seen'] === null ? null : { job_id: row['job_id']!, done: row['seen']!, total: row['records']! },
    undoes: row['undoes_id']!,
  }));
}
