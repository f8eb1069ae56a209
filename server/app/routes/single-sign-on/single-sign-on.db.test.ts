import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import { ownerAccount, testApp, type Answer, type TestApp } from '../../../../test/harness/app.ts';
import { startProvider, type TestProvider } from '../../../../test/harness/provider.ts';
import { totpCode } from '../../../../test/harness/totp-code.ts';

const publicUrl = 'http://localhost';
const own = { origin: publicUrl, host: 'localhost' };

describe('single sign-on at a provider program on loopback', () => {
  let kith: TestApp;
  let provider: TestProvider;
  let owner: string;
  before(async () => {
    [kith, provider] = await Promise.all([
      testApp({ config: { publicUrl, ssoAllowPrivate: true } }),
      startProvider(`${publicUrl}/sign-in/return`),
    ]);
    owner = (await kith.signIn(ownerAccount.email, ownerAccount.password)).cookie;
  });
  after(async () => {
    await provider.close();
    await kith.close();
  });

  const by = (cookie: string, sent: string, body?: unknown) => {
    const [method, path] = sent.split(' ') as [string, string];
    return kith.request(method, path, body, { as: null, headers: { ...own, cookie } });
  };
  const settings = (more: object = {}) => ({
    issuer: provider.issuer,
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
    domains: ['firm.example'],
    newcomer_role: 'read_only',
    ...more,
  });
  const set = (more: object = {}, cookie = owner) => by(cookie, 'PUT /api/v1/single_sign_on', settings(more));
  const cookieOf = ({ headers }: Answer, name: string) =>
    [headers['set-cookie']]
      .flat()
      .find((line) => String(line).startsWith(`${name}=`))
      ?.split(';')[0] ?? '';
  const start = async (email: string) => {
    const begun = await by('', 'POST /api/auth/single_sign_on', { email });
    assert.equal(begun.status, 200, JSON.stringify(begun.body));
    return { location: begun.body.location as string, browser: cookieOf(begun, 'kith-sign-on') };
  };
  const finish = (browser: string, { state, code, iss, error }: Record<string, string | undefined>) =>
    by(browser, 'POST /api/auth/single_sign_on/finish', { state, code, iss, error });
  const signIn = async (email: string) => {
    const { location, browser } = await start(email);
    const answer = await finish(browser, await provider.visit(location));
    return { ...answer, cookie: cookieOf(answer, 'kith') };
  };
  const told = ({ status, body }: Answer) => [status, body.code];
  const firstError = ({ status, body }: Answer) => [status, body.errors?.[0]?.pointer];

  test('is set by an owner who signed in, and its secret is never shown', async () => {
    assert.equal((await by('', 'GET /api/auth/ways')).body.single_sign_on, false);
    assert.deepEqual(told(await by('', 'POST /api/auth/single_sign_on', { email: 'a@firm.example' })), [
      404,
      'access.no_single_sign_on',
    ]);
    const admin = await kith.addMember('Maria Admin', 'admin');
    assert.equal((await kith.request('PUT', '/api/v1/single_sign_on', settings(), { as: admin })).status, 403);
    assert.equal((await kith.request('PUT', '/api/v1/single_sign_on', settings())).status, 403, 'a key is no person');
    assert.deepEqual(firstError(await set({ newcomer_role: 'admin' })), [422, '/newcomer_role']);
    assert.deepEqual(told(await set({ issuer: `${provider.issuer}/` })), [502, 'access.provider_silent']);
    const answer = await set();
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal(answer.body.redirect_uri, `${publicUrl}/sign-in/return`);
    assert.ok(answer.body.provider.secret_set_at);
    assert.doesNotMatch(answer.bytes.toString(), /a secret/);
    const kept = await inControl(kith.services.pools, (db) =>
      db.one<{ client_secret: string }>(sql`select client_secret from ${db.table('provider')}`),
    );
    assert.doesNotMatch(kept.client_secret, /a secret/);
    assert.equal((await by('', 'GET /api/auth/ways')).body.single_sign_on, true);
    const audited = await kith.request('GET', '/api/v1/audit?kind=single_sign_on.changed');
    assert.deepEqual(audited.body.data[0].about, provider.issuer);
    assert.doesNotMatch(audited.bytes.toString(), /a secret/);
    const other = { ...settings(), client_id: 'another', client_secret: undefined };
    assert.deepEqual(firstError(await by(owner, 'PUT /api/v1/single_sign_on', other)), [422, '/client_secret']);
  });

  test('signs a member in by the verified address, in this workspace alone, and logs how', async () => {
    const { workspace } = await kith.addWorkspace('Second');
    const joined = await inControl(kith.services.pools, (db) =>
      db.run(sql`insert into ${db.table('membership')} (account_id, workspace_id, member_id, role)
        select id, ${workspace.id}, gen_random_uuid(), 'owner' from ${db.table('account')}
        where email = ${ownerAccount.email}`),
    );
    assert.equal(joined, 1);
    const { status, body, cookie } = await signIn(ownerAccount.email.toUpperCase());
    assert.equal(status, 200, JSON.stringify(body));
    const me = await by(cookie, 'GET /api/v1/me');
    assert.equal(me.body.member.email, ownerAccount.email);
    assert.equal(me.body.member.by_provider, true);
    assert.deepEqual(
      me.body.workspaces.map(({ id }: { id: string }) => id),
      [kith.workspace.id],
    );
    const headers = { ...own, cookie, 'kith-workspace': workspace.id };
    assert.equal((await kith.request('GET', '/api/v1/me', undefined, { as: null, headers })).status, 404);
    for (const route of ['POST /api/auth/totp', 'POST /api/auth/password'])
      assert.deepEqual(told(await by(cookie, route, route.endsWith('d') ? { old: 'x', new: 'y' } : undefined)), [
        403,
        'access.password_session',
      ]);
    const sessions = await by(cookie, 'GET /api/auth/sessions');
    assert.deepEqual(
      sessions.body.data.map(({ current }: { current: boolean }) => current),
      [true],
      'sessions by password are no concern of the provider',
    );
    const [line] = (await by(cookie, 'GET /api/auth/sign_ins')).body.data;
    assert.deepEqual([line.how, line.outcome], ['single_sign_on', 'ok']);
    const [audited] = (await kith.request('GET', '/api/v1/audit?kind=sign_in')).body.data;
    assert.equal(audited.details.how, 'single_sign_on');
  });

  test('takes newcomers in with their role, once, and nobody of another domain or unverified', async () => {
    const first = await signIn('eleni@firm.example');
    assert.equal(first.status, 200, JSON.stringify(first.body));
    const me = (await by(first.cookie, 'GET /api/v1/me')).body.member;
    assert.deepEqual([me.name, me.role], ['Eleni Ioannou', 'read_only']);
    const again = await signIn('eleni@firm.example');
    assert.equal((await by(again.cookie, 'GET /api/v1/me')).body.member.id, me.id);
    assert.deepEqual(told(await signIn('unverified.x@firm.example')), [403, 'access.address_unverified']);
    assert.deepEqual(told(await signIn('refused.x@firm.example')), [403, 'access.provider_refused']);
    const { location, browser } = await start('eleni@firm.example');
    const elsewhere = location.replace('eleni%40firm.example', 'eve%40else.example');
    assert.deepEqual(told(await finish(browser, await provider.visit(elsewhere))), [403, 'access.not_a_member']);
    const second = await start('eleni@firm.example');
    const namesake = second.location.replace('eleni%40', 'second.eleni%40');
    assert.deepEqual(told(await finish(second.browser, await provider.visit(namesake))), [
      409,
      'access.linked_otherwise',
    ]);
    const deactivated = await by(owner, `PATCH /api/v1/members/${me.id}`, { active: false });
    assert.equal(deactivated.status, 200);
    assert.equal((await by(again.cookie, 'GET /api/v1/me')).status, 401);
    assert.deepEqual(told(await signIn('eleni@firm.example')), [403, 'access.not_a_member']);
    await set({ newcomer_role: null });
    assert.deepEqual(told(await signIn('nobody@firm.example')), [403, 'access.not_a_member']);
  });

  test('an answer counts once, in the browser that left, and only with its own state and issuer', async () => {
    const { location, browser } = await start(ownerAccount.email);
    const back = await provider.visit(location);
    assert.deepEqual(told(await finish('', back)), [410, 'access.attempt_dead']);
    assert.deepEqual(told(await finish('kith-sign-on=another', back)), [410, 'access.attempt_dead']);
    assert.deepEqual(told(await finish(browser, { ...back, state: 'another' })), [410, 'access.attempt_dead']);
    assert.equal((await finish(browser, back)).status, 200);
    assert.deepEqual(told(await finish(browser, back)), [410, 'access.attempt_dead']);
    const mixed = await start(ownerAccount.email);
    const wrong = { ...(await provider.visit(mixed.location)), iss: 'https://another.example' };
    assert.deepEqual(told(await finish(mixed.browser, wrong)), [403, 'access.provider_untrusted']);
    const nonce = await start(ownerAccount.email);
    const forged = await provider.visit(nonce.location.replace(/nonce=[^&]+/, 'nonce=another'));
    assert.deepEqual(told(await finish(nonce.browser, forged)), [403, 'access.provider_untrusted']);
    // The code of one attempt is worth nothing in another: its verifier is not that one's.
    const [one, two] = [await start(ownerAccount.email), await start(ownerAccount.email)];
    const stolen = await provider.visit(one.location);
    const theirs = await provider.visit(two.location);
    const injected = await finish(two.browser, { ...theirs, code: stolen['code'] });
    assert.deepEqual(told(injected), [502, 'access.provider_silent']);
  });

  test('may be the only way in, but for owners with a second factor, of whom one stays', async () => {
    assert.deepEqual(told(await set({ only_way: true })), [409, 'access.no_way_in'], 'nobody could help then');
    const { secret } = (await by(owner, 'POST /api/auth/totp')).body;
    assert.equal(
      (await by(owner, 'POST /api/auth/totp/confirm', { code: totpCode(secret, Math.floor(Date.now() / 30_000)) }))
        .status,
      200,
    );
    const mate = await kith.addMember('Plain Member', 'member');
    const earlier = (await kith.signIn('plain.member@firm.example', ownerAccount.password)).cookie;
    assert.equal((await by(earlier, 'GET /api/v1/me')).status, 200);
    assert.equal((await set({ only_way: true })).status, 200);
    assert.equal((await by(earlier, 'GET /api/v1/me')).status, 401, 'a session of a password is none here any more');
    const refused = await kith.signIn('plain.member@firm.example', ownerAccount.password);
    assert.equal(refused.status, 403);
    assert.equal((await by('', 'GET /api/v1/me')).status, 401);
    const vouched = await signIn('plain.member@firm.example');
    assert.equal((await by(vouched.cookie, 'GET /api/v1/me')).status, 200, JSON.stringify(vouched.body));
    assert.equal((await by(owner, 'GET /api/v1/me')).status, 200, 'the owner has a second factor');
    assert.equal((await kith.request('GET', '/api/v1/people', undefined, { as: mate })).status, 200, 'keys go on');
    const remove = await by(owner, 'DELETE /api/auth/totp', { password: ownerAccount.password });
    assert.deepEqual(told(remove), [409, 'access.no_way_in']);
    assert.equal((await set({ only_way: false })).status, 200);
    assert.equal((await by(earlier, 'GET /api/v1/me')).status, 200);
  });

  test('a rotated key is known at once; a provider that is removed lets nobody in and ends its sessions', async () => {
    await provider.rotate();
    const { status, cookie } = await signIn(ownerAccount.email);
    assert.equal(status, 200);
    const waiting = await start(ownerAccount.email);
    assert.equal((await by(owner, 'DELETE /api/v1/single_sign_on')).status, 204);
    assert.equal((await by(cookie, 'GET /api/v1/me')).status, 401);
    assert.equal((await by(owner, 'GET /api/v1/me')).status, 200);
    assert.deepEqual(told(await finish(waiting.browser, await provider.visit(waiting.location))), [
      410,
      'access.attempt_dead',
    ]);
    assert.equal((await by('', 'GET /api/auth/ways')).body.single_sign_on, false);
  });
});

test('a provider at a private address is not asked unless the operator allows it', async () => {
  const kith = await testApp({ config: { publicUrl } });
  const { cookie } = await kith.signIn(ownerAccount.email, ownerAccount.password);
  for (const issuer of ['http://127.0.0.1:9999', 'https://127.0.0.1', 'https://localhost', 'javascript:alert(1)']) {
    const body = { issuer, client_id: 'kith', domains: ['firm.example'] };
    const headers = { ...own, cookie };
    const answer = await kith.request('PUT', '/api/v1/single_sign_on', body, { as: null, headers });
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.pointer], [422, '/issuer'], issuer);
  }
  await kith.close();
});
