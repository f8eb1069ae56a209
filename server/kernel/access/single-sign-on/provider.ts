import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Egress } from '#kernel/egress';
import { fail } from '#shared/failure';

/** What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is used. */
export interface ProviderMetadata {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  jwks_uri: string;
  userinfo_endpoint?: string | undefined;
  token_endpoint_auth_methods_supported?: string[] | undefined;
  authorization_response_iss_parameter_supported?: boolean | undefined;
}

/** Who asks at the provider; a public client has no secret. */
export interface Client {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
}

const url = z.string().max(2_000);
const metadata = z.object({
  issuer: url,
  authorization_endpoint: url,
  token_endpoint: url,
  jwks_uri: url,
  userinfo_endpoint: url.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).max(50).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
const tokens = z.object({ id_token: z.string().max(50_000), access_token: z.string().max(50_000).optional() });
export type Tokens = z.infer<typeof tokens>;

// Documents and keys of large providers have some 20 kB.
const mostBytes = 512 * 1024;

/** Asks the provider what it is. Another issuer than the one that was asked is none, nor one that sends people where
 * nothing may be sent. */
export async function discover(egress: Egress, issuer: string): Promise<ProviderMetadata> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = metadata.safeParse(await askJson(egress, { url: address }));
  if (!found.success) silent(`${issuer} is no provider of OpenID Connect.`);
  if (found.data.issuer !== issuer) silent(`The provider calls itself ${found.data.issuer.slice(0, 200)}.`);
  const refusal = egress.refusal(found.data.authorization_endpoint);
  if (refusal !== null) silent(refusal);
  return found.data;
}

/** The keys with which the provider signs today: asked for at each sign-in, so that one it took back counts no more. */
export async function readKeys(egress: Egress, { jwks_uri }: ProviderMetadata): Promise<{ keys: object[] }> {
  const set = z.object({ keys: z.array(z.looseObject({})).max(100) });
  const found = set.safeParse(await askJson(egress, { url: jwks_uri }));
  return found.success ? found.data : silent('The provider shows no keys.');
}

/** Where a browser goes to sign in: code flow with PKCE. */
export function signInAddress(
  provider: ProviderMetadata,
  asked: { clientId: string; back: string; state: string; nonce: string; verifier: string; email: string },
): string {
  const address = new URL(provider.authorization_endpoint);
  const query = {
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.back,
    scope: 'openid email profile',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: createHash('sha256').update(asked.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: asked.email,
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

/** Gives the code back for tokens. */
export async function redeemCode(
  egress: Egress,
  provider: ProviderMetadata,
  given: { client: Client; code: string; verifier: string; back: string },
): Promise<Tokens> {
  const { client, code, verifier, back } = given;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: back,
    code_verifier: verifier,
  });
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  const ways = provider.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  if (client.clientSecret !== null && ways.includes('client_secret_basic')) {
    // Both are form-encoded first (RFC 6749, 2.3.1).
    const pair = [client.clientId, client.clientSecret].map((part) => new URLSearchParams({ '': part }).toString());
    const text = pair.map((part) => part.slice(1)).join(':');
    headers['authorization'] = `Basic ${Buffer.from(text).toString('base64')}`;
  } else {
    body.set('client_id', client.clientId);
    if (client.clientSecret !== null) body.set('client_secret', client.clientSecret);
  }
  const found = tokens.safeParse(
    await askJson(egress, { url: provider.token_endpoint, headers, body: body.toString() }),
  );
  return found.success ? found.data : silent('The provider gave no ID token.');
}

/** What the provider tells of a person beside the token. */
export function readUserinfo(egress: Egress, address: string, accessToken: string): Promise<unknown> {
  return askJson(egress, { url: address, headers: { authorization: `Bearer ${accessToken}` } });
}

async function askJson(
  egress: Egress,
  sent: { url: string; headers?: Record<string, string>; body?: string },
): Promise<unknown> {
  const headers = { accept: 'application/json', ...sent.headers };
  const { status, answer, error } = await egress.send({ ...sent, headers, kept: mostBytes });
  if (error !== null) silent(error);
  // What a provider says of a refusal may hold what was sent to it: its status is told, its words are not.
  if (status !== 200) silent(`${new URL(sent.url).host} answered ${status}.`);
  try {
    return JSON.parse(answer);
  } catch {
    return silent(`${new URL(sent.url).host} answered something else than JSON.`);
  }
}

function silent(detail: string): never {
  return fail('access.provider_silent', { detail });
}
