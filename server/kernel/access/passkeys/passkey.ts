import { newId, sql, type Pools } from '#kernel/database';
import { inControl, inControlTransaction } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { requirePresent } from '../account.ts';
import { endSessionsIn } from '../session.ts';
import { newChallenge, takeChallenge } from './challenge.ts';

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

/** What a browser gives for a new passkey (WebAuthn Level 3, RegistrationResponseJSON), as far as it is used. */
export interface NewCredential {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined };
}

/** Whose passkeys are meant, and the session that stays when they change. */
export interface Owner {
  accountId: string;
  sessionId: string | null;
}

const most = 20; // more devices nobody tells apart
const columns = sql.raw('id, name, created_at, last_used_at');

/** The name and the origin for which passkeys count: of the configured address alone. Numbers are no name. */
export function siteOf(publicUrl: string): { rpId: string; origin: string } {
  const { hostname, origin } = new URL(publicUrl);
  if (/^(\d+(\.\d+){3}|\[.*\])$/.test(hostname)) fail('access.passkeys_need_name');
  return { rpId: hostname, origin };
}

/** The passkeys of an account, oldest first. */
export function listPasskeys(pools: Pools, accountId: string): Promise<PasskeyRow[]> {
  return inControl(pools, (db) =>
    db.many<PasskeyRow>(sql`select ${columns} from ${db.table('passkey')}
      where account_id = ${accountId} order by created_at, id limit ${most}`),
  );
}

/** Begins to add a passkey: asks for the password, and says what the authenticator has to make. */
export async function startPasskey(
  pools: Pools,
  of: { owner: Owner; password: string; publicUrl: string },
): Promise<{
  challenge: string;
  rp: { id: string; name: string };
  user: { id: string; name: string };
  known: string[];
}> {
  const { rpId } = siteOf(of.publicUrl);
  const account = await requirePresent(pools, of.owner.accountId, of.password);
  const known = await inControl(pools, (db) =>
    db.many<{ credential_id: string }>(sql`select credential_id from ${db.table('passkey')}
      where account_id = ${account.id} limit ${most}`),
  );
  if (known.length >= most) fail('access.passkeys_full');
  return {
    challenge: await newChallenge(pools, account.id),
    rp: { id: rpId, name: 'Kith' },
    user: { id: Buffer.from(account.id).toString('base64url'), name: account.email },
    known: known.map((row) => row.credential_id),
  };
}

/** Keeps a passkey whose authenticator checked its owner, for this site and this challenge. Other sessions end. */
export async function addPasskey(
  pools: Pools,
  of: { owner: Owner; name: string; credential: NewCredential; publicUrl: string },
): Promise<PasskeyRow> {
  const { owner, name, credential } = of;
  const { rpId, origin } = siteOf(of.publicUrl);
  const challenge =
    (await takeChallenge(pools, credential.response.clientDataJSON, owner.accountId)) ?? fail('access.passkey_refused');
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...credential, clientExtensionResults: {} } as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-7, -257],
  }).catch((reason: unknown) => refused(reason));
  if (!verified) return fail('access.passkey_refused');
  const made = registrationInfo.credential;
  return inControlTransaction(pools, async (db) => {
    const row = await db.maybe<PasskeyRow>(sql`insert into ${db.table('passkey')}
      (id, account_id, credential_id, public_key, counter, name)
      values (${newId()}, ${owner.accountId}, ${made.id}, ${Buffer.from(made.publicKey).toString('base64url')},
        ${made.counter}, ${name}) on conflict do nothing returning ${columns}`);
    await endSessionsIn(db, owner.accountId, owner.sessionId);
    return row ?? fail('access.passkey_refused', { detail: 'This passkey is there already.' });
  });
}

/** Gives a passkey another name. */
export async function renamePasskey(
  pools: Pools,
  accountId: string,
  of: { id: string; name: string },
): Promise<PasskeyRow> {
  const row = await inControl(pools, (db) =>
    db.maybe<PasskeyRow>(sql`update ${db.table('passkey')} set name = ${of.name}
      where id = ${of.id} and account_id = ${accountId} returning ${columns}`),
  );
  return row ?? fail('record.not_found', { detail: 'There is no such passkey.' });
}

/** Removes a passkey; the password is asked for, and other sessions end. */
export async function removePasskey(
  pools: Pools,
  owner: Owner,
  of: { id: string; password: string },
): Promise<PasskeyRow> {
  await requirePresent(pools, owner.accountId, of.password);
  return inControlTransaction(pools, async (db) => {
    const row = await db.maybe<PasskeyRow>(sql`delete from ${db.table('passkey')}
      where id = ${of.id} and account_id = ${owner.accountId} returning ${columns}`);
    await endSessionsIn(db, owner.accountId, owner.sessionId);
    return row ?? fail('record.not_found', { detail: 'There is no such passkey.' });
  });
}

/** What the library says of an answer that it does not take; a mistake of ours stays one. */
export function refused(reason: unknown): never {
  if (!(reason instanceof Error)) throw reason;
  return fail('access.passkey_refused', { detail: reason.message.slice(0, 300) });
}
