import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { inControlTransaction } from '#kernel/workspace';
import { sql } from '#kernel/database';
import { ownerAccount, testApp, type Answer, type TestApp } from '../../../test/harness/app.ts';
import { totpCode } from '../../../test/harness/totp-code.ts';

let clock = new Date('2026-06-01T09:00:00Z');
const own = { origin: 'http://localhost:80', host: 'localhost:80' };

describe('signing in', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ clock: () => clock });
  });
  after(() => kith.close());
  afterEach(() => inControlTransaction(kith.services.pools, (db) => db.run(sql`delete from ${db.table('rate')}`)));

  const { email, password } = ownerAccount;
  const signIn = (more: { email?: string; password?: string; code?: string } = {}) =>
    kith.signIn(more.email ?? email, more.password ?? password, more.code ? { code: more.code } : {});
  const withCookie = (cookie: string, sent: string, body?: unknown, headers: Record<string, string> = own) => {
    const [method, path] = sent.split(' ') as [string, string];
    return kith.request(method, path, body, { as: null, headers: { ...headers, cookie } });
  };
  const problemOf = ({ status, body }: Answer) => ({ status, code: body.code, title: body.title, detail: body.detail });

  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await signIn();
    assert.equal(answer.status, 200);
    const flags = String(answer.headers['set-cookie']);
    for (const flag of [/HttpOnly/i, /SameSite=Lax/i, /Path=\//i, /Max-Age=\d+/i]) assert.match(flags, flag);
    assert.doesNotMatch(answer.bytes.toString(), new RegExp(answer.cookie.split('=')[1]!));
    const me = await withCookie(answer.cookie, 'GET /api/v1/me');
    assert.equal(me.body.member.email, email);
    await withCookie(answer.cookie, 'POST /api/auth/sign-out', {});
    assert.equal((await withCookie(answer.cookie, 'GET /api/v1/me')).status, 401);
  });

  test('another workspace than one’s own is 404, whether it is there or not', async () => {
    const { cookie } = await signIn();
    const { workspace } = await kith.addWorkspace('Elsewhere');
    const me = (wanted: string, by = cookie) =>
      withCookie(by, 'GET /api/v1/me', undefined, { ...own, 'kith-workspace': wanted });
    for (const wanted of [workspace.id, 'elsewhere', 'nowhere']) {
      const answer = await me(wanted);
      assert.deepEqual([answer.status, answer.body.code], [404, 'access.no_membership'], wanted);
    }
    assert.equal((await me(kith.workspace.id)).status, 200);
    assert.equal((await me(workspace.id, 'kith=nobody')).status, 401);
  });

  test('over https the cookie is bound to the origin', async () => {
    const secure = await testApp({ config: { publicUrl: 'https://crm.example' } });
    const answer = await secure.signIn(email, password);
    assert.match(String(answer.headers['set-cookie']), /^__Host-kith=.*;.*Secure/i);
    await secure.close();
  });

  test('answers an unknown address as it answers a wrong password', async () => {
    const [unknown, wrong] = [
      await signIn({ email: 'nobody@firm.example' }),
      await signIn({ password: 'wrong wrong wrong' }),
    ];
    assert.deepEqual(problemOf(unknown), problemOf(wrong));
    assert.deepEqual(problemOf(await signIn({ email: 'a\0b@firm.example' })), problemOf(wrong));
    assert.equal(unknown.status, 401);
    assert.equal(unknown.headers['set-cookie'], undefined);
  });

  test('waits after ten wrong tries, also for the right password, and says how long', async () => {
    for (let n = 0; n < 10; n += 1) assert.equal((await signIn({ password: `wrong wrong ${n}` })).status, 401);
    const locked = await signIn();
    assert.equal(locked.status, 429);
    const wait = Number(locked.headers['retry-after']);
    assert.ok(wait > 0 && wait <= 900, String(wait));
  });

  test('a page of another site cannot write with the cookie', async () => {
    const { cookie } = await signIn();
    const write = (headers: Record<string, string>) =>
      withCookie(cookie, 'POST /api/v1/people', { name: 'Forged' }, { host: 'localhost:80', ...headers });
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
      assert.equal((await write(headers)).status, 403, JSON.stringify(headers));
    assert.equal((await write({ origin: 'http://localhost:80' })).status, 201);
    const evil = await withCookie(cookie, 'GET /api/v1/me', undefined, { origin: 'https://evil.example' });
    assert.equal(evil.headers['access-control-allow-origin'], undefined);
  });

  test('a new password ends the other sessions and not this one', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const change = (old: string, fresh: string) =>
      withCookie(here.cookie, 'POST /api/auth/password', { old, new: fresh });
    assert.equal((await change('not my password', 'another four plain words')).status, 403);
    assert.equal((await change(password, 'short')).status, 422);
    assert.equal((await change(password, 'another four plain words')).status, 204);
    assert.equal((await withCookie(there.cookie, 'GET /api/v1/me')).status, 401);
    assert.equal((await withCookie(here.cookie, 'GET /api/v1/me')).status, 200);
    assert.equal((await signIn()).status, 401);
    assert.equal((await change('another four plain words', password)).status, 204);
  });

  test('a second factor is asked for, and each code and recovery code works once', async () => {
    const { cookie } = await signIn();
    const { secret } = (await withCookie(cookie, 'POST /api/auth/totp', {})).body;
    assert.equal((await signIn()).status, 200, 'nothing is asked for before it is confirmed');
    const code = () => totpCode(secret, Math.floor(clock.getTime() / 30_000));
    assert.equal((await withCookie(cookie, 'POST /api/auth/totp/confirm', { code: '000000' })).status, 422);
    const confirmed = await withCookie(cookie, 'POST /api/auth/totp/confirm', { code: code() });
    const codes = confirmed.body.recovery_codes as string[];
    assert.equal(new Set(codes).size, 10);
    assert.equal((await signIn()).body.code, 'access.code_needed');
    assert.equal((await signIn({ code: code() })).status, 401, 'the confirming code is used up');
    clock = new Date(clock.getTime() + 60_000);
    const fresh = code();
    assert.equal((await signIn({ code: fresh })).status, 200);
    assert.equal((await signIn({ code: fresh })).status, 401, 'a code works once');
    assert.equal((await signIn({ code: codes[0]! })).status, 200);
    assert.equal((await signIn({ code: codes[0]! })).status, 401, 'a recovery code works once');
    assert.equal((await signIn({ code: code(), password: 'wrong wrong wrong' })).body.code, 'access.wrong_credentials');
    const removed = await withCookie(cookie, 'DELETE /api/auth/totp', { password });
    assert.equal(removed.status, 204);
    assert.equal((await signIn()).status, 200);
  });

  test('a key ends at once when it is revoked, and by itself when it expires', async () => {
    const make = async (more: object) =>
      (await kith.request('POST', '/api/v1/api_keys', { name: 'k', role: 'member', ...more })).body;
    const use = (key: string) => kith.request('GET', '/api/v1/me', undefined, { as: { id: '', key } });
    const key = await make({});
    assert.match(key.key, /^kith_/);
    assert.equal((await use(key.key)).status, 200);
    assert.doesNotMatch((await kith.request('GET', '/api/v1/api_keys')).bytes.toString(), new RegExp(key.key));
    assert.equal((await kith.request('DELETE', `/api/v1/api_keys/${key.id}`)).status, 204);
    assert.equal((await use(key.key)).status, 401);
    const expired = await make({ expires_at: '2020-01-01T00:00:00Z' });
    assert.equal((await use(expired.key)).status, 401);
    const good = await make({ expires_at: '2099-01-01T00:00:00Z' });
    assert.equal((await use(good.key)).status, 200);
  });

  test('one answer says who is there and brings what a page starts with, as the routes of its parts do', async () => {
    const member = await kith.addMember('First Page', 'own_records');
    const get = async (path: string) => (await kith.request('GET', `/api/v1/${path}`, undefined, { as: member })).body;
    await kith.request('POST', '/api/v1/views', { object: 'people', name: 'Of everybody', shared: true });
    const { included, ...me } = await get('me?include=objects,views,sidebar');
    assert.deepEqual(me, await get('me'));
    assert.deepEqual(included.objects, (await get('objects')).data);
    assert.deepEqual(included.views, (await get('views')).data);
    assert.deepEqual(included.sidebar, await get('sidebar'));
    assert.deepEqual(
      included.views.map((view: { name: string }) => view.name),
      ['Of everybody'],
    );
    assert.deepEqual(Object.keys((await get('me?include=views')).included), ['views']);
    const wrong = await kith.request('GET', '/api/v1/me?include=secrets', undefined, { as: member });
    assert.equal(wrong.status, 422);
    assert.equal((await kith.request('GET', '/api/v1/me?include=views', undefined, { as: null })).status, 401);
  });

  test('nobody gives a key or a member more rights than their own role', async () => {
    const admin = await kith.addMember('Admin', 'admin');
    const key = { name: 'x', role: 'owner' };
    assert.equal((await kith.request('POST', '/api/v1/api_keys', key, { as: admin })).status, 422);
    const owner = { name: 'x', email: 'x@firm.example', role: 'owner', password };
    assert.equal((await kith.request('POST', '/api/v1/members', owner, { as: admin })).status, 403);
    const take = await kith.request('PATCH', `/api/v1/members/${kith.owner.id}`, { role: 'member' }, { as: admin });
    assert.equal(take.status, 403);
    const last = await kith.request('PATCH', `/api/v1/members/${kith.owner.id}`, { role: 'member' });
    assert.equal(last.status, 409, 'a workspace keeps an owner');
  });

  test('a member who is deactivated or gets another role is out, or has it, at once', async () => {
    const member = await kith.addMember('Leaving Soon', 'member');
    const session = await kith.signIn('leaving.soon@firm.example', password);
    assert.equal((await withCookie(session.cookie, 'GET /api/v1/me')).status, 200);
    await kith.request('PATCH', `/api/v1/members/${member.id}`, { active: false });
    assert.equal((await withCookie(session.cookie, 'GET /api/v1/me')).status, 401);
    assert.notEqual((await kith.signIn('leaving.soon@firm.example', password)).status, 500);
    const key = await kith.request('GET', '/api/v1/people', undefined, { as: member });
    assert.equal(key.status, 401, 'a key of a member who left is no key');
    const admin = await kith.addMember('Once Admin', 'admin');
    await kith.request('PATCH', `/api/v1/members/${admin.id}`, { role: 'read_only' });
    const made = await kith.request('POST', '/api/v1/people', { name: 'x' }, { as: admin });
    assert.equal(made.status, 403, 'a key follows the role of its member');
  });

  test('the first workspace is made once, and from elsewhere only with the token of the console', async () => {
    const fresh = await testApp();
    assert.equal((await fresh.request('GET', '/api/v1/setup', undefined, { as: null })).body.needed, false);
    const body = { workspace: 'New', name: 'Nina', email: 'nina@new.example', password: 'four more plain words' };
    assert.equal((await fresh.request('POST', '/api/v1/setup', body, { as: null })).status, 409);
    await inControlTransaction(fresh.services.pools, async (db) => {
      await db.run(sql`delete from ${db.table('membership')}`);
      await db.run(sql`delete from ${db.table('workspace')}`);
    });
    const app = await fresh.reopen({ setupToken: 'printed on the console' });
    const set = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/api/v1/setup', headers, payload: body });
    assert.equal((await set({})).statusCode, 403);
    assert.equal((await set({ 'kith-setup-token': 'guessed' })).statusCode, 403);
    const token = { 'kith-setup-token': 'printed on the console' };
    const both = await Promise.all([set(token), set(token)]);
    assert.deepEqual(both.map((answer) => answer.statusCode).sort(), [201, 409]);
    assert.match(String(both.find((answer) => answer.statusCode === 201)!.headers['set-cookie']), /HttpOnly/);
    await app.close();
    await fresh.close();
  });

  test('keys are not guessed at speed: an address with many wrong ones waits, and right ones go on', async () => {
    assert.equal((await kith.request('GET', '/api/v1/me')).status, 200);
    const guess = (n: number) =>
      kith.request('GET', '/api/v1/me', undefined, { as: { id: '', key: `kith_${n.toString().padStart(40, '0')}` } });
    const seen = new Set<number>();
    for (let n = 0; n < 300 && !seen.has(429); n += 1) seen.add((await guess(n)).status);
    assert.deepEqual([...seen], [401, 429]);
    const last = await guess(1_000);
    assert.deepEqual([last.status, last.body.code], [429, 'rate.exceeded']);
    assert.ok(Number(last.headers['retry-after']) >= 1 && Number(last.headers['retry-after']) <= 60);
    assert.equal((await kith.request('GET', '/api/v1/me')).status, 200);
    assert.equal((await signIn()).status, 200);
  });

  test('the present password is not guessed in an open session', async () => {
    const { cookie } = await signIn();
    const tryOne = (path: string) =>
      path === 'password'
        ? withCookie(cookie, 'POST /api/auth/password', { old: 'guess', new: 'quite another sentence here' })
        : withCookie(cookie, 'DELETE /api/auth/totp', { password: 'guess' });
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await tryOne(n % 2 ? 'password' : 'totp'));
    assert.deepEqual(
      answers.slice(0, 10).map(({ status }) => status),
      Array.from({ length: 10 }, () => 403),
    );
    const last = answers.at(-1)!;
    assert.deepEqual([last.status, last.body.code], [429, 'access.too_many_tries']);
    assert.ok(Number(last.headers['retry-after']) > 0);
  });
});
