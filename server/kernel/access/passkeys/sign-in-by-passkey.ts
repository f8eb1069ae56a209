import { sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { Failure, fail } from '#shared/failure';
import { newKnownDevice } from '../arriving/known-device.ts';
import { logSignIn } from '../arriving/sign-in-log.ts';
import { useRate } from '../rate.ts';
import type { SecretBox } from '../secret-box.ts';
import { startSession } from '../session.ts';
import { requireOpenDoor } from '../single-sign-on/only-way.ts';
import type { Arrived } from '../sign-in.ts';
import { newChallenge, takeChallenge } from './challenge.ts';
import { refused, siteOf } from './passkey.ts';

/** What a browser gives of a passkey (WebAuthn Level 3, AuthenticationResponseJSON), as far as it is used. */
export interface PasskeyAnswer {
  id: string;
  rawId: string;
  type: 'public-key';
  response: {
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string | null | undefined;
  };
}

interface Kept {
  id: string;
  account_id: string;
  email: string;
  credential_id: string;
  public_key: string;
  counter: string;
}

// An office behind one address in the morning; each keeps a challenge for some minutes.
const starts = { uses: 120, seconds: 900 };

/** Whether anybody here has a passkey. */
export async function hasPasskeys(pools: Pools): Promise<boolean> {
  return (await inControl(pools, (db) => db.maybe(sql`select 1 from ${db.table('passkey')} limit 1`))) !== null;
}

/** What an authenticator has to sign so that its owner comes in. */
export async function startPasskeySignIn(
  pools: Pools,
  of: { address: string; publicUrl: string },
): Promise<{ challenge: string; rp_id: string }> {
  const { rpId } = siteOf(of.publicUrl);
  const wait = await useRate(pools, `passkey:${of.address}`, starts);
  if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
  return { challenge: await newChallenge(pools, null), rp_id: rpId };
}

/** Signs in whoever holds a passkey and was checked by its authenticator: two factors in one, so no code is asked. */
export async function signInByPasskey(
  services: { pools: Pools; box: SecretBox },
  of: { answer: PasskeyAnswer; publicUrl: string; address: string; agent: string },
): Promise<Arrived> {
  const { pools, box } = services;
  const { answer, address, agent } = of;
  const challenge = await takeChallenge(pools, answer.response.clientDataJSON, null);
  const kept = await findPasskey(pools, answer.id);
  if (challenge === null || !kept) return fail('access.passkey_refused');
  const entry = { email: kept.email, account: kept.account_id, address, agent, how: 'passkey' as const };
  try {
    const counter = await check(kept, { answer, challenge, publicUrl: of.publicUrl });
    await countUse(pools, kept, counter);
  } catch (error) {
    if (error instanceof Failure) await logSignIn(pools, { ...entry, outcome: 'wrong' });
    throw error;
  }
  await logSignIn(pools, { ...entry, outcome: 'ok' });
  await requireOpenDoor(pools, kept.account_id);
  const session = await startSession(pools, { accountId: kept.account_id, address, agent });
  return { ...session, device: newKnownDevice(box, kept.account_id) };
}

function findPasskey(pools: Pools, credentialId: string): Promise<Kept | null> {
  return inControl(pools, (db) =>
    db.maybe<Kept>(sql`select p.id, p.account_id, a.email, p.credential_id, p.public_key, p.counter
      from ${db.table('passkey')} p join ${db.table('account')} a on a.id = p.account_id
      where p.credential_id = ${credentialId}`),
  );
}

/** Challenge, origin, site, presence, user verification, signature and counter; answers with the new counter. */
async function check(
  kept: Kept,
  { answer, challenge, publicUrl }: { answer: PasskeyAnswer; challenge: string; publicUrl: string },
): Promise<number> {
  const { rpId, origin } = siteOf(publicUrl);
  const { userHandle } = answer.response;
  if (userHandle != null && Buffer.from(userHandle, 'base64url').toString('utf8') !== kept.account_id)
    return fail('access.passkey_refused');
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} } as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: kept.credential_id,
      publicKey: new Uint8Array(Buffer.from(kept.public_key, 'base64url')),
      counter: Number(kept.counter),
    },
  }).catch((reason: unknown) => refused(reason));
  return verified ? authenticationInfo.newCounter : fail('access.passkey_refused');
}

/** Of two copies of one passkey that count alike only one comes in. */
async function countUse(pools: Pools, kept: Kept, counter: number): Promise<void> {
  const counted = await inControl(pools, (db) =>
    db.run(sql`update ${db.table('passkey')} set counter = ${counter}, last_used_at = now()
      where id = ${kept.id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0))`),
  );
  if (counted === 0) fail('access.passkey_refused');
}
