import { fail } from '#shared/failure';
import {
  bothRights,
  nothing,
  objectRights,
  teamsOf,
  type AccessModel,
  type Action,
  type Reach,
  type Rights,
  type TeamNode,
  type Verb,
} from '#shared/rights';
import { rightsOfScopes, type Scopes } from '#shared/keys/scopes';
import type { Actor, Workspace } from '#kernel/workspace';

/** Who asks, and where. */
export interface Asking {
  workspace: Pick<Workspace, 'access'>;
  actor: Pick<Actor, 'role' | 'within' | 'scopes' | 'memberId'>;
}

const known = new WeakMap<AccessModel, Map<string, Rights>>();

/** All that the actor may do: what the role says and, of a key, what its member and its scopes allow as well. The same
 * object for the same rights, as long as the model stands. An unknown role may do nothing. */
export function rightsOf({ workspace, actor }: Asking): Rights {
  const { access } = workspace;
  const own = access.roles.get(actor.role)?.rights ?? nothing;
  const within = actor.within === actor.role ? null : (actor.within ?? null);
  const scopes = actor.scopes ?? null;
  if (within === null && scopes === null) return own;
  const cached = known.get(access) ?? new Map<string, Rights>();
  known.set(access, cached);
  const name = `${actor.role}/${within}/${scopes}`;
  const cut = cached.get(name) ?? cutRights(own, within === null ? own : access.roles.get(within)?.rights, scopes);
  cached.set(name, cut);
  return cut;
}

function cutRights(own: Rights, within: Rights = nothing, scopes: string | null): Rights {
  const both = bothRights(own, within);
  return scopes === null ? both : bothRights(both, rightsOfScopes(JSON.parse(scopes) as Scopes));
}

/** An object, as far as it decides who reaches its records. */
interface Reached {
  key: string;
  system: boolean;
  shared: boolean;
  administered?: boolean;
}

/** How far the actor's right to do something with records of an object reaches. Members and teams are read by all who
 * may do anything and changed through their own calls. */
export function reachOf(asking: Asking, object: Reached, verb: Verb): Reach {
  const rights = rightsOf(asking);
  if (rights === nothing) return 'none';
  if (object.system) return verb === 'read' ? 'all' : 'none';
  if (object.administered && verb !== 'read' && !mayArrange(asking, object.key)) return 'none';
  // Words everybody shares, such as tags, are read by all who may read anything.
  return object.shared && verb === 'read' ? 'all' : objectRights(rights, object.key)[verb];
}

/** Whether the roles of the actor leave him what administrators arrange for all: they administer, or name it. What the
 * scopes of a key name gives nothing. */
function mayArrange({ workspace, actor }: Asking, key: string): boolean {
  return [actor.role, actor.within ?? actor.role].every((role) => {
    const rights = workspace.access.roles.get(role)?.rights ?? nothing;
    return rights.administers || Object.hasOwn(rights.objects, key);
  });
}

/** Whether the actor may change the workspace itself: its model, members, keys, settings. */
export function mayAdminister(asking: Asking): boolean {
  return rightsOf(asking).administers;
}

/** Refuses with 403 what the actor's role does not allow beyond single records. */
export function requireAction(asking: Asking, action: Action): void {
  if (!rightsOf(asking).actions[action])
    fail('access.not_allowed', { detail: `Your role does not allow you to ${wordsOf[action]}.` });
}

const wordsOf: Record<Action, string> = {
  import: 'bring data in',
  export: 'take lists out',
  merge: 'merge records',
  bulk: 'change many records at once',
  share: 'share records',
};

/** The members whose records are those of the actor's teams: of the teams he is in and of all below them. */
export function teammates({ workspace, actor }: Asking): string[] {
  const teams = teamsOf(workspace.access.teams, actor.memberId, 'down');
  return [...new Set([...(actor.memberId ? [actor.memberId] : []), ...teams.flatMap((team) => team.members)])];
}

/** The teams with which a record is shared for the actor: those he is in, and all above them. */
export function teamsAround({ workspace, actor }: Asking): TeamNode[] {
  return teamsOf(workspace.access.teams, actor.memberId, 'up');
}

/** The role of this key that a member or a key may have, or 422. */
export function requireRole(workspace: Pick<Workspace, 'access'>, key: string, pointer = '/role'): void {
  if (workspace.access.roles.has(key)) return;
  const message = `There is no role "${key}"; these are: ${[...workspace.access.roles.keys()].join(', ')}.`;
  fail('input.invalid', { detail: message, issues: [{ pointer, code: 'role.not_found', message }] });
}
