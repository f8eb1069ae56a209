import type { FastifyReply, FastifyRequest } from 'fastify';
import { fail } from '#shared/failure';
import { findApiKey, findMember, findSession, mayAdminister, type SignedIn } from '#kernel/access';
import { isId } from '#kernel/database';
import type { Actor, ContextSource, Directory, Workspace } from '#kernel/workspace';
import type { KeyGuesses } from './key-guesses.ts';

/** What is needed to tell who asks. */
export interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  services: {
    source: ContextSource;
    directory: Directory;
    guesses: KeyGuesses;
    cookieName: string;
    publicOrigin: string | null;
  };
}

/** Somebody who signed in, in their workspace. */
export interface Who {
  workspace: Workspace;
  actor: Actor;
}

/** The member or key behind a request. A cookie counts only for pages of our own origin. */
export async function authenticate({ request, services }: Asked): Promise<Who | null> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const cookie = request.cookies[services.cookieName];
  let found: SignedIn | null = null;
  if (bearer) found = await findKey({ request, services }, bearer);
  else if (cookie) {
    requireOwnOrigin(request, services.publicOrigin);
    found = await findSession(services.source.pools, cookie, header(request, 'kith-workspace'));
  }
  if (!found) return null;
  const actor: Actor = {
    kind: found.kind,
    memberId: found.member_id,
    userId: found.account_id,
    name: found.name,
    role: found.role,
    within: found.within,
    scopes: found.scopes,
    sessionId: found.id,
    bound: found.bound,
    address: request.ip,
    key: found.kind === 'key' ? `key:${found.id}` : `member:${found.member_id}`,
  };
  return { workspace: await services.directory.fromRow(found.workspace), actor };
}

/** The member through whose eyes an administrator looks, or whoever asks. Looking leaves a line in the log where `told`
 * says at what; it changes nothing, and what belongs to an account stays that member's own. */
export async function viewAs(
  who: Who,
  { request, services }: Asked,
  { told, reads = false }: { told?: string; reads?: boolean | undefined } = {},
): Promise<Who> {
  const memberId = header(request, 'kith-view-as');
  if (memberId === null) return who;
  if (!mayAdminister(who) || !(reads || ['GET', 'HEAD'].includes(request.method))) fail('access.view_as');
  const { workspace, actor: by } = who;
  const found = isId(memberId)
    ? await findMember(services.source.pools, { workspaceId: workspace.id, memberId })
    : null;
  const { name, role } = found ?? fail('record.not_found', { detail: 'There is no such member.' });
  if (told) services.source.log.info({ workspace: workspace.id, by: by.key, as: memberId, at: told }, 'viewed as');
  return {
    workspace,
    actor: { kind: 'member', memberId, userId: null, name, role, key: by.key, by, address: request.ip },
  };
}

/** The API key; wrong ones are counted by address, and after too many of them none is looked at for a while. */
async function findKey({ request, services }: Omit<Asked, 'reply'>, key: string): Promise<SignedIn> {
  refuseFor(services.guesses.wait(request.ip, key));
  const found = await findApiKey(services.source.pools, key);
  if (found) services.guesses.right(key);
  else services.guesses.wrong(request.ip);
  return found ?? fail('access.not_signed_in');
}

/** Whether the session is good and only the workspace that was asked for is not one of its own. */
export async function isSignedInElsewhere({ request, services }: Asked): Promise<boolean> {
  const cookie = request.cookies[services.cookieName];
  if (!cookie || header(request, 'kith-workspace') === null) return false;
  return (await findSession(services.source.pools, cookie, null)) !== null;
}

/** A browser tells where an unsafe request comes from; another site's page cannot write with our cookie. */
function requireOwnOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = header(request, 'origin');
  const site = header(request, 'sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') fail('access.wrong_origin');
  if (origin === null) return;
  const own = [publicOrigin, `http://${request.headers.host}`, `https://${request.headers.host}`];
  if (!own.includes(origin)) fail('access.wrong_origin');
}

/** Refuses where there is something to wait for. */
export function refuseFor(wait: number): void {
  if (wait > 0) fail('rate.exceeded', { retryAfter: wait });
}

/** Whether somebody still has the same rights. The model stands still as well: with it change roles, teams and what is
 * hidden. */
export function sameRights(now: Who, then: Who): boolean {
  const { workspace, actor } = then;
  if (now.workspace.id !== workspace.id || now.workspace.modelVersion !== workspace.modelVersion) return false;
  const of = ({ role, within, scopes }: Actor) => [role, within ?? '', scopes ?? ''].join('\n');
  return of(now.actor) === of(actor);
}

/** One value of a header, or null. */
export function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
