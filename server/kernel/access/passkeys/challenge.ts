import { sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { hashToken, newToken } from '../secret-box.ts';

const lifeMinutes = 5; // for finding the phone

/** A fresh challenge: of an account that adds a passkey, or of whoever wants to sign in. */
export async function newChallenge(pools: Pools, accountId: string | null): Promise<string> {
  const challenge = newToken();
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('passkey_challenge')} (challenge_hash, account_id, expires_at)
      values (${hashToken(challenge)}, ${accountId}, now() + make_interval(mins => ${lifeMinutes}))`),
  );
  return challenge;
}

/** The challenge that an authenticator says it answers, taken so that it counts once; null where it is none of those
 * that wait for this account, or for nobody yet. */
export async function takeChallenge(
  pools: Pools,
  clientDataJSON: string,
  accountId: string | null,
): Promise<string | null> {
  const challenge = readChallenge(clientDataJSON);
  if (challenge === null) return null;
  const taken = await inControl(pools, (db) =>
    db.run(sql`delete from ${db.table('passkey_challenge')} where challenge_hash = ${hashToken(challenge)}
      and account_id is not distinct from ${accountId}::uuid and expires_at > now()`),
  );
  return taken === 1 ? challenge : null;
}

function readChallenge(clientDataJSON: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null;
  }
}
