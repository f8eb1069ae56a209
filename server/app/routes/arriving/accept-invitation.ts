import {
  findInvitation,
  hashPassword,
  insertAccount,
  logSignIn,
  newKnownDevice,
  requirePassword,
  signIn,
  startSession,
  takeInvitation,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { newId, sql } from '#kernel/database';
import { joinTeams, raiseModel } from '#kernel/objects';
import { inControlTransaction } from '#kernel/workspace';
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
    // A role that was removed meanwhile is none to be given.
    if (!place.access.roles.has(role)) fail('access.link_dead');
    const known = await db.maybe<{ id: string; name: string }>(
      sql`select id, name from ${db.table('account')} where email = ${email}`,
    );
    // Somebody made the account between looking and joining: its password was not asked for.
    if (known && passwordHash !== null) fail('access.link_dead');
    const name = known?.name ?? given.name ?? taken.name ?? email;
    const id = known?.id ?? (await insertAccount(db, { email, name, passwordHash, language: place.language }));
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
