import { fail } from '#shared/failure';
import { sql, type Pools } from '#kernel/database';
import { inControl, inControlTransaction } from '#kernel/workspace';
import { requirePassword } from '../account.ts';
import { hashPassword } from '../password.ts';
import { clearRate, useRate } from '../rate.ts';
import { hashToken, newToken } from '../secret-box.ts';
import { normalEmail } from '../sign-in.ts';
import { endSessionsIn } from '../session.ts';

/** Somebody who may set a new password: what the letter to them needs. */
export interface ResetOffer {
  accountId: string;
  email: string;
  name: string;
  language: 'en' | 'el';
  /** Whose outbox the letter leaves by: the workspace they used last. */
  workspaceId: string;
  token: string;
}

// A person asks once or twice; more is somebody who fills another's inbox (trust.md §8).
const asksForOne = { uses: 5, seconds: 3_600 };
const asksFrom = { uses: 30, seconds: 3_600 };
const lifeMinutes = 60;

/** Offers a new password to whoever has the address, or to nobody: the caller answers the same for both. Refuses only
 * one who asks too often, by the address that is asked for and the one the question comes from. */
export async function offerReset(pools: Pools, asked: { email: string; address: string }): Promise<ResetOffer | null> {
  const email = normalEmail(asked.email);
  const limits = [
    [`reset:${email}`, asksForOne],
    [`reset-from:${asked.address}`, asksFrom],
  ] as const;
  for (const [key, limit] of limits) {
    const wait = await useRate(pools, key, limit);
    if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
  }
  const found = await inControl(pools, (db) =>
    db.maybe<Omit<ResetOffer, 'token'>>(sql`select a.id as "accountId", a.email, a.name, a.language,
        m.workspace_id as "workspaceId"
      from ${db.table('account')} a join ${db.table('membership')} m on m.account_id = a.id and m.active
      where a.email = ${email} order by m.last_used_at desc nulls last limit 1`),
  );
  if (!found) return null;
  const token = newToken();
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('password_reset')} (token_hash, account_id, expires_at)
      values (${hashToken(token)}, ${found.accountId}, now() + make_interval(mins => ${lifeMinutes}))`),
  );
  return { ...found, token };
}

/** Sets the new password: the link, all others of the account and every session end, and nobody is locked out of it
 * any more. A second factor stays. */
export async function finishReset(
  pools: Pools,
  given: { token: string; password: string },
): Promise<{ accountId: string; email: string }> {
  const waits = await inControl(pools, (db) =>
    db.maybe(sql`select 1 from ${db.table('password_reset')}
      where token_hash = ${hashToken(given.token)} and expires_at > now()`),
  );
  if (!waits) fail('access.link_dead');
  requirePassword(given.password);
  const passwordHash = await hashPassword(given.password);
  const account = await inControlTransaction(pools, async (db) => {
    const offer = await db.maybe<{ account_id: string }>(sql`delete from ${db.table('password_reset')}
      where token_hash = ${hashToken(given.token)} and expires_at > now() returning account_id`);
    if (!offer) fail('access.link_dead');
    await endSessionsIn(db, offer.account_id);
    return db.one<{ accountId: string; email: string }>(sql`update ${db.table('account')}
      set password_hash = ${passwordHash} where id = ${offer.account_id} returning id as "accountId", email`);
  });
  await clearRate(pools, `sign-in:${account.email}`);
  return account;
}
