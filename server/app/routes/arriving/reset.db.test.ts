import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { inControlTransaction } from '#kernel/workspace';
import { ownerAccount, testApp, type TestApp } from '../../../../test/harness/app.ts';
import { linkIn, smtpSink, type SmtpSink } from '../../../../test/harness/smtp-sink.ts';

const { email, password } = ownerAccount;
const fresh = 'nine quiet green doors';

describe('a forgotten password', () => {
  let sink: SmtpSink;
  let kith: TestApp;
  before(async () => {
    sink = await smtpSink();
    kith = await testApp({ config: { smtpUrl: sink.url, publicUrl: 'https://crm.firm.example', trustProxy: true } });
  });
  after(async () => {
    await kith.close();
    await sink.close();
  });
  afterEach(() => inControlTransaction(kith.services.pools, (db) => db.run(sql`delete from ${db.table('rate')}`)));

  const open = (path: string, body: object, headers: Record<string, string> = {}) =>
    kith.request('POST', `/api/auth/${path}`, body, { as: null, headers });
  const askLink = async (): Promise<string> => {
    assert.equal((await open('reset', { email })).status, 202);
    await kith.drain();
    return linkIn(sink.mails.at(-1)!);
  };
  const confirm = (link: string, chosen: string) =>
    open('reset/confirm', { token: link.split('#')[1]!, password: chosen });

  test('is replaced by a link in a mail, once, and every session ends', async () => {
    const here = await kith.signIn(email, password);
    const link = await askLink();
    assert.match(link, /^https:\/\/crm\.firm\.example\/reset#[\w-]{43}$/);
    assert.deepEqual(sink.mails.at(-1)!.to, [email]);
    assert.equal((await confirm(link, 'short')).status, 422, 'a refused password uses no link up');
    assert.equal((await confirm(link, fresh)).status, 204);
    const cookie = here.cookie;
    const me = await kith.request('GET', '/api/v1/me', undefined, { as: null, headers: { cookie } });
    assert.equal(me.status, 401);
    assert.equal((await kith.signIn(email, password)).status, 401);
    assert.equal((await kith.signIn(email, fresh)).status, 200);
    const again = await confirm(link, 'ten quiet green doors');
    assert.deepEqual([again.status, again.body.code], [410, 'access.link_dead']);
    const back = await askLink();
    assert.equal((await confirm(back, password)).status, 204);
  });

  test('a link ends after an hour, with a fresh password and with a change of role', async () => {
    const old = await askLink();
    await inControlTransaction(kith.services.pools, (db) =>
      db.run(sql`update ${db.table('password_reset')} set expires_at = expires_at - interval '1 hour'`),
    );
    assert.equal((await confirm(old, fresh)).status, 410);
    const two = [await askLink(), await askLink()];
    assert.notEqual(two[0], two[1]);
    assert.equal((await confirm(two[1]!, password)).status, 204);
    assert.equal((await confirm(two[0]!, fresh)).status, 410, 'one that was used ends the others');
    const last = await askLink();
    const session = await kith.signIn(email, password);
    const headers = { cookie: session.cookie };
    const changed = await kith.request(
      'POST',
      '/api/auth/password',
      { old: password, new: fresh },
      { as: null, headers },
    );
    assert.equal(changed.status, 204);
    assert.equal((await confirm(last, fresh)).status, 410);
    await kith.request('POST', '/api/auth/password', { old: fresh, new: password }, { as: null, headers });
  });

  test('is answered alike for an address that nobody has, and sends that one nothing', async () => {
    const count = sink.mails.length;
    const [known, unknown] = [await open('reset', { email }), await open('reset', { email: 'nobody@firm.example' })];
    await kith.drain();
    assert.deepEqual([unknown.status, unknown.body], [known.status, known.body]);
    assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(known.headers).sort());
    assert.deepEqual(
      sink.mails.slice(count).map(({ to }) => to),
      [[email]],
    );
  });

  test('is asked for five times an hour for one address, whoever has it', async () => {
    for (const address of ['nobody@firm.example', email]) {
      const statuses = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await open('reset', { email: address })).status);
      assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429]);
    }
  });

  test('does not take the second factor away, and the reset stands in the log', async () => {
    assert.equal((await confirm(await askLink(), password)).status, 204);
    const { body } = await kith.request('GET', '/api/v1/sign_ins');
    assert.deepEqual([body.data[0].how, body.data[0].email, body.data[0].outcome], ['reset', email, 'ok']);
  });
});

describe('guessing a password', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ config: { trustProxy: true } });
  });
  after(() => kith.close());

  const from = (address: string, cookie?: string) => ({
    'x-forwarded-for': address,
    ...(cookie ? { cookie } : {}),
  });
  const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
    [answer.headers['set-cookie']].flat().map((one) => String(one).split(';')[0]!);

  test('from anywhere locks out strangers for a while, and never the devices of the account', async () => {
    const first = await kith.signIn(email, password, { headers: from('192.0.2.1') });
    const device = cookiesOf(first).find((one) => one.startsWith('kith-device='))!;
    for (let n = 0; n < 10; n += 1) {
      const wrong = await kith.signIn(email, `wrong wrong ${n}`, { headers: from(`198.51.100.${n}`) });
      assert.equal(wrong.status, 401);
    }
    const stranger = await kith.signIn(email, password, { headers: from('203.0.113.7') });
    assert.equal(stranger.status, 429, 'the account is closed to addresses that it does not know');
    const own = await kith.signIn(email, password, { headers: from('192.0.2.1', device) });
    assert.equal(own.status, 200, 'its own device comes in');
    const forged = await kith.signIn(email, password, { headers: from('203.0.113.8', `${device}x`) });
    assert.equal(forged.status, 429);
  });

  test('with a device that is known is counted as well', async () => {
    const { body } = await kith.request('GET', '/api/v1/sign_ins');
    assert.deepEqual(
      body.data.slice(0, 2).map((row: { outcome: string }) => row.outcome),
      ['ok', 'locked'],
      'being locked stands in the log once',
    );
    await inControlTransaction(kith.services.pools, (db) => db.run(sql`delete from ${db.table('rate')}`));
    const first = await kith.signIn(email, password, { headers: from('192.0.2.1') });
    const device = cookiesOf(first).find((one) => one.startsWith('kith-device='))!;
    const statuses = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push((await kith.signIn(email, `wrong ${n}`, { headers: from('192.0.2.1', device) })).status);
    assert.deepEqual(statuses.slice(9), [401, 429]);
    const other = await kith.addMember('Other Person', 'member');
    assert.ok(other.id);
    const mixed = await kith.signIn('other.person@firm.example', password, { headers: from('192.0.2.9', device) });
    assert.equal(mixed.status, 200, 'a device of one account means nothing to another');
  });
});
