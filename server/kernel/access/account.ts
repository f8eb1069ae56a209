import { fail } from '#shared/failure';
import { newId, sql, type Db, type Pools } from '#kernel/database';
import { inControl, inControlTransaction } from '#kernel/workspace';
import { hashPassword, passwordLength, passwordProblem, verifyPassword } from './password.ts';
import { hashToken, newToken, type SecretBox } from './secret-box.ts';
import { clearRate, useRate } from './rate.ts';
import { getAccount, normalEmail, tries, type Account } from './sign-in.ts';
import { endSessionsIn } from './session.ts';
import { matchTotp, newTotpSecret, totpUri } from './totp.ts';
import { requireWaysIn } from './single-sign-on/only-way.ts';

const problems = {
  too_short: `Use at least ${passwordLength.min} characters; four ordinary words make a good password.`,
  too_long: `Use at most ${passwordLength.max} characters.`,
  too_common: 'This password is among the first that anybody would try. Use four ordinary words instead.',
};

/** Refuses a weak password with what to do instead. */
export function requirePassword(password: string, pointer = '/password'): void {
  const problem = passwordProblem(password);
  if (!problem) return;
  const issue = { pointer, code: `password.${problem}`, message: problems[problem] };
  fail('input.invalid', { detail: problems[problem], issues: [issue] });
}

/** Finds the account of an address or makes it, and tells its id. An existing account keeps its password. */
export async function insertAccount(
  db: Db,
  account: { email: string; name: string; passwordHash: string | null; language: string },
): Promise<string> {
  const row = await db.one<{
    id: string;
  }>(sql`insert into ${db.table('account')} as a (id, email, name, password_hash, language)
    values (${newId()}, ${normalEmail(account.email)}, ${account.name}, ${account.passwordHash}, ${account.language})
    on conflict (email) do update set name = a.name returning id`);
  return row.id;
}

/** Makes an account for an address that has none; null where it has one. */
export async function insertNewAccount(
  db: Db,
  account: { email: string; name: string; passwordHash: string; language: string },
): Promise<string | null> {
  const row = await db.maybe<{
    id: string;
  }>(sql`insert into ${db.table('account')} (id, email, name, password_hash, language)
    values (${newId()}, ${normalEmail(account.email)}, ${account.name}, ${account.passwordHash}, ${account.language})
    on conflict (email) do nothing returning id`);
  return row && row.id;
}

/** Changes the password and ends every other session of the account. */
export async function changePassword(
  pools: Pools,
  change: { accountId: string; sessionId: string | null; old: string; new: string },
): Promise<void> {
  const account = await requirePresent(pools, change.accountId, change.old);
  requirePassword(change.new, '/new');
  const hash = await hashPassword(change.new);
  await inControlTransaction(pools, async (db) => {
    await db.run(sql`update ${db.table('account')} set password_hash = ${hash} where id = ${account.id}`);
    await endSessionsIn(db, account.id, change.sessionId);
  });
}

/** The account, whose present password this has to be: a session left open is no place to guess it. */
export async function requirePresent(pools: Pools, accountId: string, password: string): Promise<Account> {
  const wait = await useRate(pools, `password:${accountId}`, tries);
  if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
  const account = await getAccount(pools, accountId);
  if (!(await verifyPassword(password, account.password_hash))) fail('access.wrong_password');
  await clearRate(pools, `password:${accountId}`);
  return account;
}

/** Starts a second factor: nothing is asked for until a first code confirms it. */
export async function startTotp(pools: Pools, box: SecretBox, accountId: string) {
  const account = await getAccount(pools, accountId);
  if (account.totp_confirmed_at) fail('access.totp_is_on');
  const secret = newTotpSecret();
  await inControl(pools, (db) =>
    db.run(sql`update ${db.table('account')} set totp_secret = ${box.seal(secret)}, totp_confirmed_at = null,
      totp_last_step = 0 where id = ${accountId}`),
  );
  return { secret, uri: totpUri(secret, account.email) };
}

/** Turns the second factor on and gives ten recovery codes, each good once. Other sessions end. */
export async function confirmTotp(
  services: { pools: Pools; box: SecretBox; clock: () => Date },
  confirm: { accountId: string; sessionId: string | null; code: string },
): Promise<string[]> {
  const { pools, box, clock } = services;
  const account = await getAccount(pools, confirm.accountId);
  if (!account.totp_secret || account.totp_confirmed_at) fail('access.totp_not_started');
  const step = matchTotp(box.open(account.totp_secret), confirm.code, { at: clock(), lastStep: 0 });
  if (step === null) fail('access.wrong_code');
  const codes = Array.from({ length: 10 }, () => newToken().replaceAll(/[-_]/g, 'x').slice(0, 10).toLowerCase());
  await inControlTransaction(pools, async (db) => {
    await db.run(sql`update ${db.table('account')} set totp_confirmed_at = now(), totp_last_step = ${step},
      recovery_hashes = ${codes.map(hashToken)} where id = ${account.id}`);
    await endSessionsIn(db, account.id, confirm.sessionId);
  });
  return codes;
}

/** Turns the second factor off; the password is asked for again, and other sessions end. */
export async function removeTotp(
  pools: Pools,
  of: { accountId: string; sessionId: string | null },
  password: string,
): Promise<void> {
  await requirePresent(pools, of.accountId, password);
  await inControlTransaction(pools, async (db) => {
    await db.run(sql`update ${db.table('account')} set totp_secret = null, totp_confirmed_at = null,
      recovery_hashes = '{}' where id = ${of.accountId}`);
    await requireWaysIn(db, of.accountId);
    await endSessionsIn(db, of.accountId, of.sessionId);
  });
}
