import { sql } from '#kernel/database';
import type { Actor, Context } from '#kernel/workspace';
import { readAccess } from '../rights/load-access.ts';

/** The context of work that somebody began, with the rights that they have now: a role that was taken away meanwhile,
 * or changed, does nothing more; nor does a member who is gone. */
export async function asNow(ctx: Context, began: Actor): Promise<Context> {
  if (began.memberId === null) return { ...ctx, actor: began };
  const member = await ctx.db.maybe<{ role: string; active: boolean }>(sql`select role, active
    from ${ctx.db.table('member')} where id = ${began.memberId}::uuid and deleted_at is null`);
  const role = member?.active ? member.role : gone;
  const actor = began.kind === 'member' ? { ...began, role } : { ...began, within: role };
  const { access } = ctx.workspace;
  const plain = access.roles.get(role)?.built_in && access.roles.get(actor.role)?.built_in;
  // Roles of the program never change; those of a workspace are read anew.
  if (plain && access.privates.size === 0) return { ...ctx, actor };
  return { ...ctx, actor, workspace: { ...ctx.workspace, access: await readAccess(ctx.db) } };
}

/** No role has this name, so it allows nothing. */
const gone = '';
