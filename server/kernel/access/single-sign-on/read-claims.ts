import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { fail } from '#shared/failure';
import type { Tokens } from './provider.ts';

/** Who signed in, in the provider's words. */
export interface Claims {
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
}

/** What an ID token has to agree with. */
export interface Expected {
  issuer: string;
  clientId: string;
  nonce: string;
  keys: { keys: object[] };
  now: Date;
}

// Signed by a key that only the provider has: a secret that both know would let each forge for the other.
const algorithms = ['RS256', 'ES256'];
const clockTolerance = 60; // seconds by which clocks of two firms differ
const oldest = 600; // seconds; the token was made while somebody waited for it

/** Checks an ID token as OpenID Connect Core 1.0, 3.1.3.7 says: signature, issuer, audience, authorised party, times,
 * nonce, and the access token it came with. Anything that does not agree is refused with its reason. */
export async function checkIdToken({ id_token, access_token }: Tokens, expected: Expected): Promise<JWTPayload> {
  const { issuer, clientId: audience, now: currentDate } = expected;
  const keys = createLocalJWKSet(expected.keys as unknown as JSONWebKeySet);
  const checks = { algorithms, issuer, audience, clockTolerance, currentDate, maxTokenAge: oldest };
  const { payload } = await jwtVerify(id_token, keys, { ...checks, requiredClaims: ['sub', 'exp', 'iat'] }).catch(
    (reason: unknown) => {
      if (reason instanceof errors.JOSEError) return untrusted(reason.message);
      throw reason;
    },
  );
  const { aud, azp, nonce, at_hash: hash, sub } = payload;
  if (nonce !== expected.nonce) untrusted('Its "nonce" is not the one that was sent.');
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined) untrusted('It is for several and names no "azp".');
  if (azp !== undefined && azp !== audience) untrusted('Its "azp" is somebody else.');
  if (typeof sub !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(sub)) untrusted('Its "sub" names nobody.');
  if (hash !== undefined && access_token !== undefined && hash !== halfHash(access_token))
    untrusted('Its "at_hash" belongs to another access token.');
  return payload;
}

const told = z.object({
  sub: z.string(),
  email: z.string().max(254).optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
});

/** What is used of a token, or of what the provider tells beside it; that has to be about the same person. */
export function readClaims(token: JWTPayload, beside: unknown = null): Claims {
  const found = told.safeParse(beside === null ? token : beside);
  if (!found.success) return untrusted('It tells of nobody.');
  const { sub, email, email_verified: verified, name } = found.data;
  if (sub !== token.sub) untrusted('The provider tells of somebody else than its token.');
  return {
    subject: sub,
    email: email ?? null,
    // Some providers write it as a text.
    emailVerified: verified === true || verified === 'true',
    name:
      name
        ?.replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, 100) || null,
  };
}

/** The left half of the SHA-256, which RS256 and ES256 have in common. */
function halfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}

function untrusted(detail: string): never {
  return fail('access.provider_untrusted', { detail });
}
