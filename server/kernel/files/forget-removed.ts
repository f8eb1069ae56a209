import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Days that the bytes of a removed file and of a brought file are kept, so that the deed can be undone. */
export const keptDays = 90;

const day = 86_400_000;

/** The moment before which what was removed is forgotten. */
export function forgetBefore(now: Date): Date {
  return new Date(now.getTime() - keptDays * day);
}

/** Forgets files that were removed longer ago than they are kept; from then on their removal cannot be undone. */
export function forgetRemovedFiles(ctx: Context): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('file')}
    where deleted_at < ${forgetBefore(ctx.now).toISOString()}::timestamptz`);
}

/** Which of some hashes a workspace has files of, those in its trash included. */
export async function usedHashes(ctx: Context, hashes: string[]): Promise<string[]> {
  const rows = await ctx.db.many<{ sha256: string }>(sql`select distinct sha256 from ${ctx.db.table('file')}
    where sha256 = any (${hashes}::text[])`);
  return rows.map((row) => row.sha256);
}
