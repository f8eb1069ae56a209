import { fail, failIf } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { mayAdminister, teamsAround } from '#kernel/access';
import type { ObjectModel } from '../catalog.ts';
import { scopeFor } from '../query/scope.ts';

/** Who sees a view: everybody, a team with those below it, or, with neither, its owner alone. */
export interface Audience {
  shared: boolean;
  team_id: string | null;
}

/** The condition that the actor sees a row of `view`: his own, everybody's, and those of teams that he is in or that
 * his teams are part of. */
export function seesViewSql(ctx: Context): Sql {
  const teams = teamsAround(ctx).map(({ id }) => id);
  return sql`(shared or member_id = ${ctx.actor.memberId}::uuid or team_id = any (${teams}::uuid[]))`;
}

/** Whether the actor may put views of an object into the menus of others: what they show is written by those who may
 * write. */
export const mayShare = (ctx: Context, object: ObjectModel): boolean => scopeFor(ctx, object, 'update') !== 'none';

/** The audience that was asked for, over the one there is; 403 where the actor may not choose it. A team is one that
 * sees what he does, or any for administrators. */
export function readAudience(
  ctx: Context,
  object: ObjectModel,
  { asked, now }: { asked: { shared?: boolean | undefined; team_id?: string | null | undefined }; now: Audience },
): Audience {
  if (asked.shared === undefined && asked.team_id === undefined) return { shared: now.shared, team_id: now.team_id };
  const team_id = asked.shared ? (asked.team_id ?? null) : asked.team_id === undefined ? now.team_id : asked.team_id;
  const shared = asked.shared ?? (team_id === null && asked.team_id === undefined ? now.shared : false);
  const both = 'Everybody sees it already: give either "shared" or a team.';
  if (shared && team_id) fail('input.invalid', { detail: both });
  if (team_id) requireTeam(ctx, team_id);
  if ((shared || team_id) && !mayShare(ctx, object))
    fail('access.not_allowed', { detail: 'Your role keeps views for yourself, and shares none.' });
  if (!shared && !team_id && ctx.actor.memberId === null)
    fail('access.not_allowed', { detail: 'Only a member has views alone.' });
  return { shared, team_id };
}

function requireTeam(ctx: Context, id: string): void {
  if (!ctx.workspace.access.teams.some((team) => team.id === id)) {
    failIf([{ pointer: '/team_id', code: 'relation.not_found', message: 'There is no such team.' }]);
  }
  if (mayAdminister(ctx) || teamsAround(ctx).some((team) => team.id === id)) return;
  fail('access.not_allowed', { detail: 'You give views to teams that you are in.' });
}
