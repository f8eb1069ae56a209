import { fail } from '#shared/failure';
import { newId, sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { verifyPassword } from './password.ts';
import { clearRate, useRate } from './rate.ts';
import { hashToken, type SecretBox } from './secret-box.ts';
import { startSession, type NewSession } from './session.ts';
import { matchTotp } from './totp.ts';

export interface Account {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  totp_secret: string | null;
  totp_confirmed_at: string | null;
  totp_last_step: number;
  recovery_hashes: string[];
  language: 'en' | 'el';
  theme: 'light' | 'dark' | 'auto';
  time_zone: string | null;
}

export interface Credentials {
  email: string;
  password: string;
  code?: string | undefined;
  address: string;
  agent: string;
}

/** Ten tries in a quarter of an hour, for the address and for the account (trust.md §8). */
export const tries = { uses: 10, seconds: 900 };

/** Checks address, password and, where the account has one, the second factor; answers with a new session.
 * Unknown address and wrong password are one answer in one time. */
export async function signIn(
  services: { pools: Pools; box: SecretBox; clock: () => Date },
  credentials: Credentials,
): Promise<NewSession> {
  const { pools } = services;
  const email = normalEmail(credentials.email);
  for (const key of [`sign-in:${credentials.address}`, `sign-in:${email}`]) {
    const wait = await useRate(pools, key, tries);
    if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
  }
  const account = await findAccount(pools, email);
  const good = await verifyPassword(credentials.password, account?.password_hash ?? null);
  const outcome = !good || !account ? 'wrong' : await secondFactor(services, account, credentials.code);
  await record(pools, { ...credentials, email, account: account?.id ?? null, outcome });
  if (outcome === 'code_needed') fail('access.code_needed');
  if (outcome !== 'ok' || !account) fail('access.wrong_credentials');
  await clearRate(pools, `sign-in:${email}`);
  await clearRate(pools, `sign-in:${credentials.address}`);
  return startSession(pools, { accountId: account.id, address: credentials.address, agent: credentials.agent });
}

async function secondFactor(
  { pools, box, clock }: { pools: Pools; box: SecretBox; clock: () => Date },
  account: Account,
  code: string | undefined,
): Promise<'ok' | 'wrong' | 'code_needed'> {
  if (!account.totp_secret || !account.totp_confirmed_at) return 'ok';
  if (!code) return 'code_needed';
  const step = matchTotp(box.open(account.totp_secret), code, { at: clock(), lastStep: account.totp_last_step });
  const used = await inControl(pools, (db) =>
    step === null
      ? db.run(sql`update ${db.table('account')} set recovery_hashes = array_remove(recovery_hashes, ${hashToken(code)})
          where id = ${account.id} and ${hashToken(code)} = any (recovery_hashes)`)
      : db.run(sql`update ${db.table('account')} set totp_last_step = ${step}
          where id = ${account.id} and totp_last_step < ${step}`),
  );
  return used > 0 ? 'ok' : 'wrong';
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase().normalize('NFKC');
}

function findAccount(pools: Pools, email: string): Promise<Account | null> {
  return inControl(pools, (db) => db.maybe<Account>(sql`select * from ${db.table('account')} where email = ${email}`));
}

export function getAccount(pools: Pools, id: string): Promise<Account> {
  return inControl(pools, (db) => db.one<Account>(sql`select * from ${db.table('account')} where id = ${id}`));
}

function record(
  pools: Pools,
  entry: { email: string; account: string | null; address: string; agent: string; outcome: string },
): Promise<number> {
  return inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('sign_in')} (id, email, account_id, address, agent, outcome)
      values (${newId()}, ${entry.email.slice(0, 320)}, ${entry.account}, ${entry.address},
        ${entry.agent.slice(0, 300)}, ${entry.outcome})`),
  );
}
