import type { Context } from '#kernel/workspace';
import { writeTeam } from './teams.ts';

/** Puts a new member into teams; teams that are no longer there are left out. The caller raises the model. */
export async function joinTeams(ctx: Context, memberId: string, teams: readonly string[]): Promise<void> {
  for (const team of ctx.workspace.access.teams.filter((one) => teams.includes(one.id)))
    await writeTeam(ctx, team.id, { members: [...team.members, memberId] });
}
