import { fail } from '#shared/failure';
import { sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { knownDevice, newKnownDevice } from './arriving/known-device.ts';
import { logSignIn, type NewSignIn, type SignInOutcome, type SignInWay } from './arriving/sign-in-log.ts';
import { verifyPassword } from './password.ts';
import { clearRate, useRate } from './rate.ts';
import { hashToken, type SecretBox } from './secret-box.ts';
import { startSession, type NewSession } from './session.ts';
import { requireOpenDoor } from './single-sign-on/only-way.ts';
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
  /** What the browser kept from an earlier sign-in, or null. */
  device: string | null;
  address: string;
  agent: string;
}

/** Ten tries in a quarter of an hour, for the address and for the account (trust.md §8). */
export const tries = { uses: 10, seconds: 900 };

/** What a browser is given that signed in: the session, and what makes it known to this account the next time. */
export interface Arrived extends NewSession {
  device: string;
}

/** Checks address, password and, where the account has one, the second factor; answers with a new session.
 * Unknown address and wrong password are one answer in one time. */
export async function signIn(
  services: { pools: Pools; box: SecretBox; clock: () => Date },
  credentials: Credentials,
): Promise<Arrived> {
  const { pools, box } = services;
  const { address, agent } = credentials;
  const email = normalEmail(credentials.email);
  const account = await findAccount(pools, email);
  const entry = { email, account: account?.id ?? null, address, agent, how: 'password' as SignInWay };
  const limits = limitsOf(credentials, { email, device: account && knownDevice(box, credentials.device, account.id) });
  await requireFree(pools, limits, entry);
  const good = await verifyPassword(credentials.password, account?.password_hash ?? null);
  const second = good && account ? await secondFactor(services, account, credentials.code) : null;
  await logSignIn(pools, { ...entry, how: second?.how ?? 'password', outcome: second?.outcome ?? 'wrong' });
  if (second?.outcome === 'code_needed') fail('access.code_needed');
  if (second?.outcome !== 'ok' || !account) fail('access.wrong_credentials');
  for (const key of limits) await clearRate(pools, key);
  await requireOpenDoor(pools, account.id);
  const session = await startSession(pools, { accountId: account.id, address, agent });
  return { ...session, device: newKnownDevice(box, account.id) };
}

/** A device that signed in to the account before is counted by itself: whoever guesses from elsewhere locks out
 * neither it nor its office. */
function limitsOf({ address }: Credentials, { email, device }: { email: string; device: string | null }): string[] {
  return device ? [`sign-in:device:${device}`] : [`sign-in:${address}`, `sign-in:${email}`];
}

async function requireFree(pools: Pools, limits: string[], entry: Omit<NewSignIn, 'outcome'>): Promise<void> {
  for (const key of limits) {
    const wait = await useRate(pools, key, tries);
    if (wait === 0) continue;
    // One line tells of it; each further try would only fill the log.
    const told = await useRate(pools, `${key}:told`, { uses: 1, seconds: tries.seconds });
    if (told === 0) await logSignIn(pools, { ...entry, outcome: 'locked' });
    fail('access.too_many_tries', { retryAfter: wait });
  }
}

async function secondFactor(
  { pools, box, clock }: { pools: Pools; box: SecretBox; clock: () => Date },
  account: Account,
  code: string | undefined,
): Promise<{ how: SignInWay; outcome: SignInOutcome }> {
  if (!account.totp_secret || !account.totp_confirmed_at) return { how: 'password', outcome: 'ok' };
  if (!code) return { how: 'password', outcome: 'code_needed' };
  const step = matchTotp(box.open(account.totp_secret), code, { at: clock(), lastStep: account.totp_last_step });
  const used = await inControl(pools, (db) =>
    step === null
      ? db.run(sql`update ${db.table('account')} set recovery_hashes = array_remove(recovery_hashes, ${hashToken(code)})
          where id = ${account.id} and ${hashToken(code)} = any (recovery_hashes)`)
      : db.run(sql`update ${db.table('account')} set totp_last_step = ${step}
          where id = ${account.id} and totp_last_step < ${step}`),
  );
  const how = step === null && used > 0 ? 'password_and_recovery_code' : 'password_and_code';
  return { how, outcome: used > 0 ? 'ok' : 'wrong' };
}

/** An address as accounts are found by it. What PostgreSQL cannot keep becomes a sign that no address has. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase().normalize('NFKC').replaceAll('\0', '\uFFFD');
}

function findAccount(pools: Pools, email: string): Promise<Account | null> {
  return inControl(pools, (db) => db.maybe<Account>(sql`select * from ${db.table('account')} where email = ${email}`));
}

export function getAccount(pools: Pools, id: string): Promise<Account> {
  return inControl(pools, (db) => db.one<Account>(sql`select * from ${db.table('account')} where id = ${id}`));
}
