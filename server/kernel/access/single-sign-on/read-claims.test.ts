import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, test } from 'node:test';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { Failure } from '#shared/failure';
import { checkIdToken, readClaims, type Expected } from './read-claims.ts';

const issuer = 'https://login.firm.example';
const now = new Date('2026-06-01T09:00:00Z');
const seconds = Math.floor(now.getTime() / 1_000);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const shown = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });
const keys = { keys: [shown(rsa.publicKey, 'r'), shown(ec.publicKey, 'e')] };
const expected: Expected = { issuer, clientId: 'kith', nonce: 'n-1', keys, now };
const good = { iss: issuer, aud: 'kith', sub: 's-1', nonce: 'n-1', iat: seconds - 5, exp: seconds + 300 };

interface Signing {
  alg?: string;
  kid?: string;
  key?: KeyObject | Uint8Array;
}
const sign = (claims: JWTPayload, { alg = 'ES256', kid = 'e', key = ec.privateKey }: Signing = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
const check = async (claims: JWTPayload, signing?: Signing, access_token?: string) =>
  checkIdToken({ id_token: await sign(claims, signing), access_token }, expected);
const untrusted = (error: unknown) => error instanceof Failure && error.code === 'access.provider_untrusted';

describe('an ID token (OpenID Connect Core 1.0, 3.1.3.7)', () => {
  test('is believed when signed by RS256 or ES256 with a key of the provider', async () => {
    assert.equal((await check(good)).sub, 's-1');
    assert.equal((await check(good, { alg: 'RS256', kid: 'r', key: rsa.privateKey })).sub, 's-1');
    assert.equal((await check({ ...good, aud: ['kith'] })).sub, 's-1');
    assert.equal((await check({ ...good, aud: ['kith', 'x'], azp: 'kith' })).sub, 's-1');
  });

  test('is refused under any other signature', async () => {
    const shared = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    const pem = new TextEncoder().encode(String(rsa.publicKey.export({ type: 'spki', format: 'pem' })));
    const forged: Signing[] = [
      { key: stranger.privateKey },
      { kid: 'unknown' },
      { alg: 'HS256', kid: 'r', key: shared },
      { alg: 'HS256', kid: 'r', key: pem },
      { alg: 'PS256', kid: 'r', key: rsa.privateKey },
      { alg: 'RS512', kid: 'r', key: rsa.privateKey },
    ];
    for (const signing of forged) await assert.rejects(check(good, signing), untrusted, JSON.stringify(signing.alg));
    const none = new UnsecuredJWT(good).encode();
    await assert.rejects(checkIdToken({ id_token: none }, expected), untrusted);
    const [head, , mark] = (await sign(good)).split('.');
    const other = Buffer.from(JSON.stringify({ ...good, sub: 's-2' })).toString('base64url');
    await assert.rejects(checkIdToken({ id_token: [head, other, mark].join('.') }, expected), untrusted);
    await assert.rejects(checkIdToken({ id_token: 'x' }, expected), untrusted);
  });

  test('is refused when one claim does not agree', async () => {
    const wrong: Record<string, object> = {
      issuer: { iss: 'https://login.firm.example/' },
      'no issuer': { iss: undefined },
      audience: { aud: 'another' },
      'no audience': { aud: undefined },
      'several without azp': { aud: ['kith', 'another'] },
      azp: { azp: 'another' },
      'azp of several': { aud: ['kith', 'another'], azp: 'another' },
      expired: { exp: seconds - 61 },
      'no end': { exp: undefined },
      'not yet': { nbf: seconds + 61 },
      'from long ago': { iat: seconds - 700 },
      'from the future': { iat: seconds + 61 },
      nonce: { nonce: 'n-2' },
      'no nonce': { nonce: undefined },
      'no subject': { sub: undefined },
      'empty subject': { sub: '' },
      'subject of other signs': { sub: 's\0' },
      'endless subject': { sub: 's'.repeat(256) },
    };
    for (const [name, claims] of Object.entries(wrong))
      await assert.rejects(check({ ...good, ...claims } as JWTPayload), untrusted, name);
  });

  test('belongs to the access token it came with, where it says so', async () => {
    const hash = createHash('sha256').update('access-1').digest().subarray(0, 16).toString('base64url');
    assert.equal((await check({ ...good, at_hash: hash }, undefined, 'access-1')).sub, 's-1');
    await assert.rejects(check({ ...good, at_hash: hash }, undefined, 'access-2'), untrusted);
  });
});

test('only an address that is said to be verified is one, and userinfo has to be about the same person', () => {
  const told = (more: object) => readClaims({ ...good, email: 'a@firm.example', ...more });
  assert.equal(told({ email_verified: true }).emailVerified, true);
  assert.equal(told({ email_verified: 'true' }).emailVerified, true);
  for (const value of [undefined, false, 'false']) assert.equal(told({ email_verified: value }).emailVerified, false);
  assert.throws(() => told({ email_verified: 1 }), untrusted);
  assert.throws(() => readClaims(good, { sub: 's-2', email: 'a@firm.example', email_verified: true }), untrusted);
  assert.equal(readClaims(good, { sub: 's-1', name: ' Eleni\n' }).name, 'Eleni');
});
