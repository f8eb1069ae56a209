import type { Egress } from '#kernel/egress';
import { sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { useRate } from '../rate.ts';
import { hashToken, newToken, type SecretBox } from '../secret-box.ts';
import { normalEmail } from '../sign-in.ts';
import { discover, readKeys, readUserinfo, redeemCode, signInAddress, type ProviderMetadata } from './provider.ts';
import { findProvider, providerOf, type ProviderSettings } from './provider-settings.ts';
import { checkIdToken, readClaims, type Claims } from './read-claims.ts';

/** What signing in by a provider needs. */
export interface SignOnServices {
  pools: Pools;
  box: SecretBox;
  clock: () => Date;
  providers: Egress;
  /** Where the provider sends browsers back to: registered there, built of the configured origin alone. */
  back: string;
}

/** What came back with a browser. */
export interface Returned {
  /** What the browser kept since it left: another browser's answer is none. */
  browser: string | null;
  state: string;
  code?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
}

/** Somebody for whom the provider of a workspace vouches. */
export interface Vouched {
  workspaceId: string;
  settings: ProviderSettings;
  claims: Claims;
}

const lifeMinutes = 10; // for typing a password and a code at the provider
// An office behind one address in the morning; each costs a question to the provider.
const starts = { uses: 120, seconds: 900 };

/** The part of an address behind its @, as firms write theirs. */
export function domainOf(email: string): string {
  return normalEmail(email).split('@').at(-1)!;
}

/** Begins to sign somebody in by the provider of their firm: where the browser goes, and what comes back with it. */
export async function startSignOn(
  { pools, box, providers, back }: SignOnServices,
  asked: { email: string; browser: string; address: string },
): Promise<{ location: string }> {
  const wait = await useRate(pools, `sign-on:${asked.address}`, starts);
  if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
  const found = (await providerOf(pools, domainOf(asked.email))) ?? fail('access.no_single_sign_on');
  const provider = await discover(providers, found.issuer);
  const [state, nonce, verifier] = [newToken(), newToken(), newToken()];
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('sign_on_attempt')}
      (state_hash, browser_hash, workspace_id, issuer, client_id, nonce, verifier, expires_at)
      values (${hashToken(state)}, ${hashToken(asked.browser)}, ${found.workspace_id}, ${found.issuer},
        ${found.client_id}, ${nonce}, ${box.seal(verifier)}, now() + make_interval(mins => ${lifeMinutes}))`),
  );
  const { client_id: clientId } = found;
  const email = normalEmail(asked.email);
  return { location: signInAddress(provider, { clientId, back, state, nonce, verifier, email }) };
}

interface Attempt {
  workspace_id: string;
  issuer: string;
  client_id: string;
  nonce: string;
  verifier: string;
}

/** Ends an attempt, once: what the provider said is checked, and only then believed. */
export async function finishSignOn(services: SignOnServices, returned: Returned): Promise<Vouched> {
  const { pools, box, providers, back, clock } = services;
  const attempt = (await takeAttempt(pools, returned)) ?? fail('access.attempt_dead');
  const settings = await findProvider(pools, attempt.workspace_id);
  // What was changed in between was changed for a reason.
  if (!settings?.active || settings.issuer !== attempt.issuer || settings.client_id !== attempt.client_id)
    return fail('access.attempt_dead');
  const provider = await discover(providers, settings.issuer);
  requireIssuer(provider, returned.iss);
  if (returned.error !== undefined || returned.code === undefined) return fail('access.provider_refused');
  const client = {
    issuer: settings.issuer,
    clientId: settings.client_id,
    clientSecret: settings.client_secret && box.open(settings.client_secret),
  };
  const redeemed = { client, code: returned.code, verifier: box.open(attempt.verifier), back };
  const tokens = await redeemCode(providers, provider, redeemed);
  const keys = await readKeys(providers, provider);
  const token = await checkIdToken(tokens, { ...client, nonce: attempt.nonce, keys, now: clock() });
  const asks = token['email'] === undefined && provider.userinfo_endpoint && tokens.access_token;
  const beside = asks ? await readUserinfo(providers, provider.userinfo_endpoint!, tokens.access_token!) : null;
  return { workspaceId: attempt.workspace_id, settings, claims: readClaims(token, beside) };
}

/** Takes the attempt of this browser, so that of two answers at once one finds none. */
function takeAttempt(pools: Pools, { browser, state }: Returned): Promise<Attempt | null> {
  if (browser === null) return Promise.resolve(null);
  return inControl(pools, (db) =>
    db.maybe<Attempt>(sql`delete from ${db.table('sign_on_attempt')}
      where state_hash = ${hashToken(state)} and browser_hash = ${hashToken(browser)} and expires_at > now()
      returning workspace_id, issuer, client_id, nonce, verifier`),
  );
}

/** An answer that another provider sent is not this one's (RFC 9207). */
function requireIssuer(provider: ProviderMetadata, iss: string | undefined): void {
  const needed = provider.authorization_response_iss_parameter_supported === true;
  if (iss === undefined ? needed : iss !== provider.issuer)
    fail('access.provider_untrusted', { detail: 'The answer came from another provider.' });
}
