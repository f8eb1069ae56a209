import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { after, before, describe, test } from 'node:test';
import { createLog } from '#kernel/telemetry';
import { createApp } from '../../create-app.ts';
import { modules } from '../../modules.ts';
import { createServices, type Services } from '../../services.ts';
import { ownerAccount, testApp, type TestApp } from '../../../../test/harness/app.ts';

const { email, password } = ownerAccount;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('sessions, with two processes on one database', () => {
  let kith: TestApp;
  let second: Services;
  let other: FastifyInstance;
  let far: string;
  before(async () => {
    kith = await testApp();
    const { config, server } = kith.services;
    second = createServices({ config, log: createLog(config), server, modules });
    other = await createApp(second);
    await other.listen({ host: '127.0.0.1', port: 0 });
    far = `http://127.0.0.1:${(other.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await other.close();
    await second.pools.end();
    await kith.close();
  });

  const by = (cookie: string, sent: string, body?: unknown) => {
    const [method, path] = sent.split(' ') as [string, string];
    return kith.request(method, path, body, { as: null, headers: { cookie } });
  };
  const signIn = (agent: string, who = email) => kith.signIn(who, password, { headers: { 'user-agent': agent } });

  test('are listed with the names of their devices, and the log tells who came how', async () => {
    const { cookie } = await signIn(firefox);
    await signIn('curl/8');
    await kith.signIn(email, 'not the password', { headers: { 'user-agent': firefox } });
    const sessions = (await by(cookie, 'GET /api/auth/sessions')).body.data as { device: string; current: boolean }[];
    assert.deepEqual(
      sessions.map(({ device, current }) => [device, current]).sort(),
      [
        ['Firefox · Windows', true],
        ['curl/8', false],
      ].sort(),
    );
    const own = (await by(cookie, 'GET /api/auth/sign_ins')).body;
    const told = (row: Record<string, unknown>) => [row['outcome'], row['how'], row['device'], row['address']];
    assert.deepEqual(own.data.map(told), [
      ['wrong', 'password', 'Firefox · Windows', '127.0.0.1'],
      ['ok', 'password', 'curl/8', '127.0.0.1'],
      ['ok', 'password', 'Firefox · Windows', '127.0.0.1'],
    ]);
    assert.equal(own.next_cursor, null);
  });

  test('of others stand in the log of administrators, and in nobody else’s', async () => {
    await kith.addMember('Petros K', 'member');
    const petros = await signIn(firefox, 'petros.k@firm.example');
    const own = (await by(petros.cookie, 'GET /api/auth/sign_ins')).body.data as { email: string }[];
    assert.deepEqual(
      own.map((row) => row.email),
      ['petros.k@firm.example'],
    );
    assert.equal((await by(petros.cookie, 'GET /api/v1/sign_ins')).status, 403);
    const all = (await kith.request('GET', '/api/v1/sign_ins')).body.data as { email: string; name: string }[];
    assert.deepEqual([all[0]!.email, all[0]!.name], ['petros.k@firm.example', 'Petros K']);
    assert.ok(all.some((row) => row.email === email));
    const { owner } = await kith.addWorkspace('Neighbour');
    assert.deepEqual((await kith.request('GET', '/api/v1/sign_ins', undefined, { as: owner })).body.data, []);
  });

  const ends: [string, (cookie: string, there: string) => Promise<unknown>][] = [
    ['one is ended', (cookie, id) => by(cookie, `DELETE /api/auth/sessions/${id}`)],
    ['all others are ended', (cookie) => by(cookie, 'DELETE /api/auth/sessions')],
    ['the password is changed', (cookie) => by(cookie, 'POST /api/auth/password', { old: password, new: password })],
  ];
  for (const [what, end] of ends) {
    test(`are over on every process within five seconds where ${what}`, async () => {
      const [here, there] = [await signIn(firefox), await signIn('Elsewhere')];
      const headers = { cookie: there.cookie };
      const stream = await fetch(`${far}/api/v1/events`, { headers });
      assert.equal(stream.status, 200);
      const sessions = (await by(here.cookie, 'GET /api/auth/sessions')).body.data as { id: string; agent: string }[];
      const started = Date.now();
      await end(here.cookie, sessions.find(({ agent }) => agent === 'Elsewhere')!.id);
      assert.equal((await fetch(`${far}/api/v1/me`, { headers })).status, 401, 'the next call is refused at once');
      assert.match(await stream.text(), /\nevent: session\n/);
      const seconds = (Date.now() - started) / 1_000;
      assert.ok(seconds <= 5, `${seconds} s`);
      assert.equal((await by(here.cookie, 'GET /api/v1/me')).status, 200, 'the one that asked goes on');
    });
  }

  test('without a second factor end where it was turned off elsewhere', async () => {
    const [here, there] = [await signIn(firefox), await signIn('Elsewhere')];
    assert.equal((await by(here.cookie, 'DELETE /api/auth/totp', { password })).status, 204);
    assert.equal((await by(there.cookie, 'GET /api/v1/me')).status, 401);
    assert.equal((await by(here.cookie, 'GET /api/v1/me')).status, 200);
  });
});
