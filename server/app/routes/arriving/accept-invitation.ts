import {
  findInvitation,
  hashPassword,
  insertNewAccount,
  inviterOf,
  logSignIn,
  newKnownDevice,
  requirePassword,
  signIn,
  startSession,
  takeInvitation,
  type InvitationRow,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { newId, sql, type Db } from '#kernel/database';
import { joinTeams, raiseModel } from '#kernel/objects';
import { inControlTransaction, type Workspace } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { fold } from '#shared/fold';
import type { Services } from '../../services.ts';

interface Accepting {
  token: string;
  name?: string | undefined;
  password: string;
  code?: string | undefined;
  device: string | null;
  address: string;
  agent: string;
}

interface Joined {
  token: string;
  device: string;
  accountId: string;
  workspaceId: string;
}

/** Makes the holder of an invitation a member and signs them in. Whoever has an account already proves it by their
 * password and code; everybody else chooses one. */
export async function acceptInvitation(services: Services, given: Accepting): Promise<Joined> {
  const { pools, box, source } = services;
  const found = (await findInvitation(pools, given.token)) ?? fail('access.link_dead');
  const { address, agent } = given;
  if (found.has_account) {
    const { password, code, device } = given;
    const credentials = { email: found.email, password, code, device, address, agent };
    const session = await signIn({ pools, box, clock: source.clock }, credentials);
    await join(services, given, null);
    return { ...session, workspaceId: found.workspace.id };
  }
  requirePassword(given.password);
  const accountId = await join(services, given, await hashPassword(given.password));
  const session = await startSession(pools, { accountId, address, agent });
  const { email } = found;
  await logSignIn(pools, { email, account: accountId, address, agent, how: 'invitation', outcome: 'ok' });
  return { ...session, device: newKnownDevice(box, accountId), workspaceId: found.workspace.id };
}

/** Account, membership, member and teams, and the invitation used up: all of it or nothing. */
async function join(services: Services, given: Accepting, passwordHash: string | null): Promise<string> {
  const { pools, directory } = services;
  const memberId = newId();
  const { accountId, workspace } = await inControlTransaction(pools, async (db) => {
    const taken = (await takeInvitation(db, given.token)) ?? fail('access.link_dead');
    const { email, role, teams } = taken;
    const place = (await directory.find(taken.workspace_id)) ?? fail('access.link_dead');
    // A role that was removed meanwhile is none to be given, nor one by somebody who may give none any more.
    if (!place.access.roles.has(role) || !(await mayStillGive(db, place, taken))) fail('access.link_dead');
    const { id, name } = await accountFor(db, { email, passwordHash, name: given.name ?? taken.name ?? email, place });
    const added = await db.run(sql`insert into ${db.table('membership')}
      (account_id, workspace_id, member_id, role, last_used_at)
      values (${id}, ${place.id}, ${memberId}, ${role}, now()) on conflict do nothing`);
    if (added === 0) fail('access.member_already');
    await services.inWorkspace(place, async (ctx) => {
      await ctx.db.run(sql`insert into ${ctx.db.table('member')} (id, name, name__sort, email, email__sort, role)
        values (${memberId}, ${name}, ${fold(name)}, ${email}, ${email}, ${role})`);
      await joinTeams(ctx, memberId, teams);
      await audit(ctx, 'member.joined', { about: name, details: { id: memberId, email, role, invitation: taken.id } });
    });
    return { accountId: id, workspace: place };
  });
  await raiseModel(pools, workspace);
  services.worker.wake(workspace.id);
  return accountId;
}

/** The account that joins: with a new password a new one, else the one whose password was asked for. Where somebody
 * made the account between looking and joining, nobody asked for its password: the link is to be opened again. */
async function accountFor(
  db: Db,
  of: { email: string; name: string; passwordHash: string | null; place: Workspace },
): Promise<{ id: string; name: string }> {
  const { email, name, passwordHash, place } = of;
  if (passwordHash === null) {
    const known = sql`select id, name from ${db.table('account')} where email = ${email}`;
    return (await db.maybe<{ id: string; name: string }>(known)) ?? fail('access.link_dead');
  }
  const id = await insertNewAccount(db, { email, name, passwordHash, language: place.language });
  return { id: id ?? fail('access.link_dead'), name };
}

/** Whether whoever invited may still do so: what somebody offered ends with the right to offer it. */
async function mayStillGive(db: Db, place: Workspace, taken: InvitationRow): Promise<boolean> {
  if (taken.invited_by === null) return true;
  const given = await inviterOf(db, place.id, taken.invited_by);
  if (given === null || (taken.role === 'owner' && given !== 'owner')) return false;
  return place.access.roles.get(given)?.rights.administers === true;
}
