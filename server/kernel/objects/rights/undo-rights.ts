import { fail } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { overwrites, type Conflict } from '../changes/conflicts.ts';
import type { Wishes } from '../changes/undo.ts';
import type { FieldChange } from '../customize/field-history.ts';
import { ofRoles, roleChangedSince, writeRole } from './roles.ts';
import { ofTeams, teamChangedSince, writeTeam } from './teams.ts';

/** Whether a change of the model was one of roles or teams. */
export function concernsRights({ object }: FieldChange): boolean {
  return object === ofRoles || object === ofTeams;
}

/** Takes back what was done to a role or a team; one that was made is put away. What was changed again since stays and
 * is told as a conflict, unless it is to be overwritten. */
export async function rightsBack(
  ctx: Context,
  change: FieldChange,
  { overwrite, preview, conflicts }: Wishes & { conflicts: Conflict[] },
): Promise<FieldChange | null> {
  const { object, key, verb } = change;
  if (key === null) return fail('change_set.cannot_be_undone');
  const write = object === ofRoles ? writeRole : writeTeam;
  if (verb === 'create') return preview ? change : (await write(ctx, key, { archived: true })).change;
  const later = await (object === ofRoles ? roleChangedSince : teamChangedSince)(ctx, change);
  const since = later.filter((name) => !overwrites(overwrite, key, name));
  if (since.length > 0) {
    const told = (name: string) => ({ mine: change.before[name] ?? null, theirs: null });
    conflicts.push(...since.map((name) => ({ object: object.slice(1), record: key, field: name, ...told(name) })));
    return null;
  }
  return preview ? change : (await write(ctx, key, change.before)).change;
}
