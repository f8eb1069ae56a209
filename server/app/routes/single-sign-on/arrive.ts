import {
  domainOf,
  findByAddress,
  findProvided,
  insertAccount,
  linkProvided,
  logSignIn,
  normalEmail,
  type Vouched,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { newId, sql, type Db } from '#kernel/database';
import { raiseModel } from '#kernel/objects';
import { inControlTransaction, type Workspace } from '#kernel/workspace';
import { fail, Failure } from '#shared/failure';
import { fold } from '#shared/fold';
import type { Services } from '../../services.ts';

/** The account of somebody for whom their firm's provider vouches: linked before, or by a verified address of the
 * firm's domains to a member, or made where newcomers are let in. What is refused stands in the log of sign-ins. */
export async function arrive(
  services: Services,
  vouched: Vouched,
  from: { address: string; agent: string },
): Promise<string> {
  const { pools, directory } = services;
  const { workspaceId, settings, claims } = vouched;
  const place = (await directory.find(workspaceId)) ?? fail('access.attempt_dead');
  const entry = { ...from, email: normalEmail(claims.email ?? settings.issuer), how: 'single_sign_on' as const };
  const found = await inControlTransaction(pools, (db) => findOrMake({ services, place, db }, vouched)).catch(
    async (error: unknown) => {
      if (error instanceof Failure)
        await logSignIn(pools, { ...entry, account: null, outcome: 'wrong', workspace: workspaceId });
      throw error;
    },
  );
  if (found.joined) {
    await raiseModel(pools, place);
    services.worker.wake(place.id);
  }
  const { accountId: account, email } = found;
  await logSignIn(pools, { ...entry, email, account, outcome: 'ok', workspace: workspaceId });
  return account;
}

interface Arriving {
  services: Services;
  place: Workspace;
  db: Db;
}

interface Found {
  accountId: string;
  email: string;
  joined: boolean;
}

async function findOrMake(arriving: Arriving, { workspaceId, settings, claims }: Vouched): Promise<Found> {
  const { services, place, db } = arriving;
  const who = { workspaceId, issuer: settings.issuer, subject: claims.subject };
  const known = await findProvided(db, who);
  if (known) {
    if (!known.active) fail('access.not_a_member');
    return { accountId: known.account_id, email: known.email, joined: false };
  }
  const email = requireAddress(claims, settings.domains);
  const there = await findByAddress(db, { workspaceId, email });
  // Whoever was deactivated does not come back as a newcomer.
  if (there?.active === false) fail('access.not_a_member');
  const joined = there?.active == null;
  const accountId = joined
    ? await join(arriving, { email, name: claims.name ?? email, role: settings.newcomer_role })
    : there.account_id;
  if (!(await linkProvided(db, who, accountId))) fail('access.linked_otherwise');
  if (!joined)
    await services.inWorkspace(place, (ctx) =>
      audit(ctx, 'single_sign_on.changed', { about: email, details: { linked: claims.subject.slice(0, 100) } }),
    );
  return { accountId, email, joined };
}

/** An address that the provider verified and that is the firm's to give. */
function requireAddress({ email, emailVerified }: Vouched['claims'], domains: string[]): string {
  if (email === null || !emailVerified) return fail('access.address_unverified');
  const address = normalEmail(email);
  if (!/^[^\s@\p{Cc}\uFFFD]+@[^\s@]+$/u.test(address) || !domains.includes(domainOf(address)))
    fail('access.not_a_member');
  return address;
}

async function join(
  { services, place, db }: Arriving,
  given: { email: string; name: string; role: string | null },
): Promise<string> {
  const { email, name, role } = given;
  // A role that was removed, or got the right to administer, since it was chosen is none to be given by itself.
  if (role === null || !isForNewcomers(place, role)) return fail('access.not_a_member');
  const memberId = newId();
  const accountId = await insertAccount(db, { email, name, passwordHash: null, language: place.language });
  await db.run(sql`insert into ${db.table('membership')} (account_id, workspace_id, member_id, role, last_used_at)
    values (${accountId}, ${place.id}, ${memberId}, ${role}, now())`);
  await services.inWorkspace(place, async (ctx) => {
    await ctx.db.run(sql`insert into ${ctx.db.table('member')} (id, name, name__sort, email, email__sort, role)
      values (${memberId}, ${name}, ${fold(name)}, ${email}, ${email}, ${role})`);
    await audit(ctx, 'member.joined', { about: name, details: { id: memberId, email, role, by: 'single_sign_on' } });
  });
  return accountId;
}

/** Whether strangers whom the provider knows may have a role: none that administers. */
export function isForNewcomers({ access }: Pick<Workspace, 'access'>, role: string): boolean {
  return role !== 'owner' && access.roles.get(role)?.rights.administers === false;
}
