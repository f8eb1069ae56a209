import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ownerAccount, testApp, type Answer, type TestApp } from '../../../../test/harness/app.ts';
import { softwareAuthenticator, type Ceremony } from '../../../../test/harness/authenticator.ts';

const origin = 'https://crm.example';
const rpId = 'crm.example';
const { email, password } = ownerAccount;

describe('passkeys', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ config: { publicUrl: origin } });
  });
  after(() => kith.close());

  const by = (cookie: string, sent: string, body?: unknown) => {
    const [method, path] = sent.split(' ') as [string, string];
    return kith.request(method, path, body, { as: null, headers: { origin, host: rpId, cookie } });
  };
  const cookieOf = ({ headers }: Answer) =>
    [headers['set-cookie']]
      .flat()
      .find((line) => String(line).startsWith('__Host-kith='))
      ?.split(';')[0] ?? '';
  const bySignIn = async () => cookieOf(await kith.signIn(email, password));
  const begin = async (cookie: string) => {
    const begun = await by(cookie, 'POST /api/auth/passkeys/options', { password });
    assert.equal(begun.status, 200, JSON.stringify(begun.body));
    return begun.body as { challenge: string; user: { id: string }; known: string[] };
  };
  const add = async (cookie: string, authenticator = softwareAuthenticator(), more: Partial<Ceremony> = {}) => {
    const { challenge, user } = await begin(cookie);
    const credential = authenticator.make({ challenge, origin, rpId, ...more });
    const answer = await by(cookie, 'POST /api/auth/passkeys', { name: 'Phone', credential });
    return { authenticator, user, answer, credential };
  };
  const challenge = async () => (await by('', 'POST /api/auth/passkey/options')).body.challenge as string;
  const signIn = (credential: object) => by('', 'POST /api/auth/passkey', { credential });
  const code = ({ status, body }: Answer) => [status, body.code];
  const refused = [403, 'access.passkey_refused'];

  test('one is added with the password, named, and signs in without any; other sessions end', async () => {
    const [cookie, other] = [await bySignIn(), await bySignIn()];
    assert.deepEqual(code(await by(cookie, 'POST /api/auth/passkeys/options', { password: 'wrong wrong wrong' })), [
      403,
      'access.wrong_password',
    ]);
    assert.equal((await by('', 'GET /api/auth/ways')).body.passkeys, false);
    const { authenticator, user, answer } = await add(cookie);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.equal((await by('', 'GET /api/auth/ways')).body.passkeys, true);
    assert.equal((await by(other, 'GET /api/v1/me')).status, 401);
    assert.equal((await by(cookie, 'GET /api/v1/me')).status, 200);
    const renamed = await by(cookie, `PATCH /api/auth/passkeys/${answer.body.id}`, { name: 'Work phone' });
    assert.equal(renamed.body.name, 'Work phone');
    assert.deepEqual((await begin(cookie)).known, [authenticator.id]);

    const given = { challenge: await challenge(), origin, rpId };
    const arrived = await signIn(authenticator.answer(given, { userHandle: user.id }));
    assert.equal(arrived.status, 200, JSON.stringify(arrived.body));
    const me = await by(cookieOf(arrived), 'GET /api/v1/me');
    assert.equal(me.body.member.email, email);
    const [line] = (await by(cookie, 'GET /api/auth/sign_ins')).body.data;
    assert.deepEqual([line.how, line.outcome], ['passkey', 'ok']);
    const [own] = (await by(cookie, 'GET /api/auth/passkeys')).body.data;
    assert.ok(own.last_used_at);
    const audited = await kith.request('GET', '/api/v1/audit?kind=passkey.changed');
    assert.deepEqual(audited.body.data[0].about, 'Phone');

    const path = `DELETE /api/auth/passkeys/${own.id}`;
    assert.equal((await by(cookie, path, { password: 'wrong wrong wrong' })).status, 403);
    assert.equal((await by(cookie, path, { password })).status, 204);
    const again = authenticator.answer({ challenge: await challenge(), origin, rpId });
    assert.deepEqual(code(await signIn(again)), refused);
  });

  test('what another site, an unchecked owner or a copy signed lets nobody in, and is logged', async () => {
    const cookie = await bySignIn();
    const { authenticator, user } = await add(cookie);
    const right = async () => ({ challenge: await challenge(), origin, rpId });
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const wrong: Record<string, object> = {
      origin: authenticator.answer({ ...(await right()), origin: 'https://crm.example.evil.example' }),
      site: authenticator.answer({ ...(await right()), rpId: 'evil.example' }),
      'unchecked owner': authenticator.answer({ ...(await right()), verified: false }),
      'a ceremony of another kind': authenticator.answer({ ...(await right()), type: 'webauthn.create' }),
      'a challenge of one’s own': authenticator.answer({ ...(await right()), challenge: 'bXkgb3du' }),
      'another key': authenticator.answer(await right(), { key: stranger }),
      'another person': authenticator.answer(await right(), { userHandle: Buffer.from('else').toString('base64url') }),
      'a challenge for adding': authenticator.answer({
        ...(await right()),
        challenge: (await begin(cookie)).challenge,
      }),
    };
    for (const [name, credential] of Object.entries(wrong))
      assert.deepEqual(code(await signIn(credential)), refused, name);
    const [line] = (await by(cookie, 'GET /api/auth/sign_ins')).body.data;
    assert.deepEqual([line.how, line.outcome], ['passkey', 'wrong']);

    const once = authenticator.answer(await right(), { userHandle: user.id });
    assert.equal((await signIn(once)).status, 200);
    assert.deepEqual(code(await signIn(once)), refused, 'a challenge counts once');
    const copy = authenticator.answer(await right(), { counter: 1 });
    assert.deepEqual(code(await signIn(copy)), refused, 'a counter that goes back is a copy');
  });

  test('one that another site made, or whose owner was not checked, is not kept', async () => {
    const cookie = await bySignIn();
    const made: Partial<Ceremony>[] = [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { verified: false },
      { type: 'webauthn.get' },
      { challenge: 'bXkgb3du' },
    ];
    for (const more of made)
      assert.deepEqual(code((await add(cookie, softwareAuthenticator(), more)).answer), refused, JSON.stringify(more));
    const { credential, answer } = await add(cookie);
    assert.equal(answer.status, 201);
    assert.deepEqual(code(await by(cookie, 'POST /api/auth/passkeys', { name: 'Again', credential })), refused);
    const other = await kith.addMember('Nikos Pavlou', 'member');
    const [theirs] = (await by(cookie, 'GET /api/auth/passkeys')).body.data;
    assert.equal(
      (await kith.request('DELETE', `/api/auth/passkeys/${theirs.id}`, { password }, { as: other })).status,
      403,
    );
    const nikos = cookieOf(await kith.signIn('nikos.pavlou@firm.example', password));
    assert.equal((await by(nikos, `PATCH /api/auth/passkeys/${theirs.id}`, { name: 'Mine' })).status, 404);
    assert.equal((await by(nikos, `DELETE /api/auth/passkeys/${theirs.id}`, { password })).status, 404);
  });
});

test('where Kith has no name but a number there are no passkeys, and it says so', async () => {
  const kith = await testApp({ config: { publicUrl: 'http://127.0.0.1:3000' } });
  const answer = await kith.request('POST', '/api/auth/passkey/options', undefined, { as: null });
  assert.deepEqual([answer.status, answer.body.code], [409, 'access.passkeys_need_name']);
  await kith.close();
});
