import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** A member to whom a name or an address in a file may point. */
export interface NamedMember {
  id: string;
  name: string;
  email: string | null;
}

/** The active members of the workspace. */
export function listMembers(ctx: Context): Promise<NamedMember[]> {
  return ctx.db.many<NamedMember>(sql`select id, name, email
    from ${ctx.db.table('member')} where active and deleted_at is null`);
}

/** The addresses of active members, the longest here first, at most a thousand. */
export async function listMemberAddresses(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.many<{ email: string }>(sql`select email from ${ctx.db.table('member')}
    where active and deleted_at is null and email is not null order by id limit 1000`);
  return rows.map((row) => row.email);
}
