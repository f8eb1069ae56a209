import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { createEgress } from '#kernel/egress';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';
import { hookSink, isSigned, type HookSink } from '../../../test/harness/hook-sink.ts';

const seconds = 1_000;
const hours = 3_600 * seconds;

describe('a webhook', () => {
  let kith: TestApp;
  let sink: HookSink;
  let later = 0;
  const clock = () => new Date(Date.now() + later);

  before(async () => {
    sink = await hookSink();
    // Its patience is short, so that a receiver that never answers costs the test a moment and not 15 seconds.
    kith = await testApp({ clock, egress: createEgress({ allowPrivate: true, patience: 250 }) });
  });
  afterEach(async () => {
    for (const hook of (await kith.request('GET', '/api/v1/webhooks')).body.data)
      await kith.request('DELETE', `/api/v1/webhooks/${hook.id}`);
    sink.answer = (_, response) => void response.writeHead(200).end('thanks');
    sink.caught.length = 0;
  });
  after(async () => {
    await kith.close();
    await sink.close();
  });

  const make = async (more: object = {}) => {
    const given = { label: 'Back office', url: sink.url, events: ['people.*'], ...more };
    const made = await kith.request('POST', '/api/v1/webhooks', given);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const person = async (values: object = {}, as: TestMember = kith.owner) => {
    const made = await kith.request('POST', '/api/v1/people', { name: 'Maria Kyriakou', ...values }, { as });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const deliveries = async (id: string, query = '') =>
    (await kith.request('GET', `/api/v1/webhooks/${id}/deliveries${query}`)).body.data;
  const answer = (status: number, text = '') => {
    sink.answer = (_, response) => void response.writeHead(status).end(text);
  };
  /** Lets time go by, for the product's clock and for what waits in the queue. */
  const wait = async (millis: number) => {
    later += millis;
    await kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set run_at = now() where done_at is null and kind = 'webhooks.send'`),
    );
    await kith.drain();
  };

  test('tells who was made, changed and removed, signed by its secret', async () => {
    const hook = await make();
    assert.match(hook.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const one = await person();
    await kith.drain();
    const changed = await kith.request('PATCH', `/api/v1/people/${one.id}`, { city: 'Paphos' });
    await kith.drain();
    await kith.request('DELETE', `/api/v1/people/${one.id}`);
    await kith.drain();
    await kith.request('POST', '/api/v1/companies', { name: 'Not asked for' });
    await kith.drain();
    assert.deepEqual(
      sink.caught.map((caught) => caught.body.type),
      ['people.created', 'people.updated', 'people.deleted'],
    );
    for (const caught of sink.caught) {
      assert.ok(isSigned(caught, hook.secret));
      assert.ok(!isSigned({ ...caught, text: `${caught.text} ` }, hook.secret));
      assert.deepEqual(caught.body.data.ids, [one.id]);
      assert.equal(caught.headers['content-type'], 'application/json');
      assert.ok(Math.abs(Number(caught.headers['webhook-timestamp']) * seconds - clock().getTime()) < 60 * seconds);
    }
    assert.equal(sink.caught[1]?.body.data.change_set_id, changed.headers['kith-change-set']);
    assert.equal(sink.caught[1]?.body.data.actor, kith.owner.id);
    assert.equal(sink.caught[1]?.body.data.records, undefined);
    const shown = await kith.request('GET', `/api/v1/webhooks/${hook.id}`);
    assert.ok(!JSON.stringify(shown.body).includes('secret":'), 'the secret is shown once');
    const [newest] = await deliveries(hook.id);
    assert.deepEqual([newest.state, newest.last_status, newest.last_answer], ['delivered', 200, 'thanks']);
    assert.equal(newest.id, sink.caught[2]?.headers['webhook-id']);
  });

  test('is told of a write of many records whole', async () => {
    await make({ events: ['people.created'] });
    const operations = Array.from({ length: 450 }, (_, n) => ({ op: 'create', values: { name: `Person ${n}` } }));
    const made = await kith.request('POST', '/api/v1/people/batch', { operations });
    assert.ok(made.status < 300, JSON.stringify(made.body));
    await kith.drain();
    const told = sink.caught.flatMap((caught) => caught.body.data.ids);
    assert.equal(new Set(told).size, 450);
    assert.equal(told.length, 450);
    assert.ok(sink.caught.every((caught) => caught.body.data.ids.length <= 200));
  });

  test('is tried again after a refusal or silence, at growing pauses, under the same id', async () => {
    const hook = await make();
    answer(500, `no\0 ${'x'.repeat(5_000)}`);
    await person();
    await kith.drain();
    const [first] = await deliveries(hook.id);
    assert.deepEqual([first.state, first.attempts, first.last_status], ['waiting', 1, 500]);
    assert.ok(first.last_answer.startsWith('no xxx') && first.last_answer.length <= 2_048);
    await wait(3 * seconds);
    assert.equal(sink.caught.length, 1, 'not before its time');
    sink.answer = () => undefined;
    await wait(3 * seconds);
    const [second] = await deliveries(hook.id);
    assert.deepEqual([second.state, second.attempts, second.last_status], ['waiting', 2, null]);
    assert.match(second.last_error, /no answer/);
    answer(204);
    await wait(299 * seconds);
    assert.equal(sink.caught.length, 2);
    await wait(2 * seconds);
    const [third] = await deliveries(hook.id);
    assert.deepEqual([third.state, third.attempts, third.last_status], ['delivered', 3, 204]);
    const ids = new Set(sink.caught.map((caught) => caught.headers['webhook-id']));
    assert.deepEqual([sink.caught.length, ids.size, new Set(sink.caught.map((one) => one.text)).size], [3, 1, 1]);
    assert.ok(sink.caught.every((caught) => isSigned(caught, hook.secret)));
  });

  test('is given up after ten tries over three days, and replayed when asked', async () => {
    const hook = await make();
    answer(503, 'down');
    const began = clock().toISOString();
    await person();
    await kith.drain();
    for (const pause of [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]) await wait(pause * seconds + 1);
    const [parked] = await deliveries(hook.id, '?state=failed');
    assert.deepEqual([parked.attempts, parked.last_status, parked.last_answer], [10, 503, 'down']);
    await wait(48 * hours);
    assert.equal(sink.caught.length, 10);
    answer(200);
    const path = `/api/v1/webhooks/${hook.id}`;
    assert.deepEqual((await kith.request('POST', `${path}/replay`, { since: clock().toISOString() })).body.replayed, 0);
    assert.deepEqual((await kith.request('POST', `${path}/replay`, { since: began })).body.replayed, 1);
    await kith.drain();
    assert.equal((await deliveries(hook.id))[0].state, 'delivered');
    assert.equal((await kith.request('POST', `${path}/deliveries/${parked.id}/replay`)).status, 200);
    await kith.drain();
    assert.deepEqual(new Set(sink.caught.map((caught) => caught.headers['webhook-id'])), new Set([parked.id]));
    assert.equal(sink.caught.length, 12);
    const { body } = await kith.request('GET', `${path}/deliveries/${parked.id}`);
    assert.equal(body.body, sink.caught[0]?.text);
  });

  test('signs by both secrets for a day after a rotation, then by the new one', async () => {
    const hook = await make();
    const path = `/api/v1/webhooks/${hook.id}`;
    const { secret } = (await kith.request('POST', `${path}/rotate`)).body;
    assert.notEqual(secret, hook.secret);
    assert.equal((await kith.request('POST', `${path}/test`)).status, 202);
    await kith.drain();
    later += 25 * hours;
    await kith.request('POST', `${path}/test`);
    await kith.drain();
    const signed = sink.caught.map((caught) => [isSigned(caught, hook.secret), isSigned(caught, secret)]);
    assert.deepEqual(signed, [
      [true, true],
      [false, true],
    ]);
    assert.equal(sink.caught[0]?.body.type, 'webhook.test');
  });

  const mails = async () => (await kith.request('GET', '/api/v1/mail_outbox')).body.data;

  test('is disabled at once by 410, and administrators are told', async () => {
    const hook = await make({ label: 'Gone for good' });
    answer(410);
    await person();
    await kith.drain();
    const path = `/api/v1/webhooks/${hook.id}`;
    const { body } = await kith.request('GET', path);
    assert.deepEqual([body.state, body.disabled_reason], ['disabled', 'The receiver answered 410 Gone.']);
    assert.equal((await mails()).filter((mail: { subject: string }) => /Gone for good/.test(mail.subject)).length, 1);
    await person();
    await wait(48 * hours);
    assert.equal(sink.caught.length, 1);
    assert.equal((await kith.request('POST', `${path}/test`)).body.code, 'webhook.disabled');
    answer(200);
    assert.equal((await kith.request('PATCH', path, { state: 'enabled' })).body.disabled_reason, null);
    await person();
    await kith.drain();
    assert.equal(sink.caught.length, 2);
  });

  test('that takes nothing for five days is disabled', async () => {
    const hook = await make({ label: 'Silent' });
    answer(500);
    await person();
    await kith.drain();
    const state = async () => (await kith.request('GET', `/api/v1/webhooks/${hook.id}`)).body.state;
    await wait(119 * hours);
    assert.equal(await state(), 'enabled');
    await wait(24 * hours);
    assert.equal(await state(), 'disabled');
    assert.equal((await mails()).filter((mail: { subject: string }) => /Silent/.test(mail.subject)).length, 1);
  });

  test('that does not answer holds back neither others nor background work', async () => {
    const silent = await make({ url: `${sink.url}?silent` });
    const other = await make({ url: `${sink.url}?other` });
    sink.answer = ({ path }, response) => {
      if (path.endsWith('?other')) response.writeHead(200).end();
    };
    for (let n = 0; n < 8; n += 1) await person({ name: `Somebody ${n}` });
    await kith.drain();
    assert.equal((await deliveries(other.id, '?state=delivered')).length, 8);
    assert.equal((await deliveries(silent.id, '?state=waiting')).length, 8);
    // After four at once went unanswered, the rest is left for later.
    assert.equal(sink.caught.filter((caught) => caught.path.endsWith('?silent')).length, 4);
  });

  test('is told of what its role may see, and of nothing else', async () => {
    const colleague = await kith.addMember('Colleague', 'member');
    const all = { include: 'record', events: ['*'], url: `${sink.url}?all`, role: 'read_only' };
    const own = { ...all, url: `${sink.url}?own`, role: 'own_records', member: colleague.id };
    await make(all);
    await make(own);
    const mine = await person({ name: 'Canary Mine' });
    const theirs = await person({ name: 'Canary Theirs', owner: colleague.id });
    await kith.drain();
    const told = (query: string) => sink.caught.filter((caught) => caught.path.endsWith(query));
    const ids = (query: string) => told(query).flatMap((caught) => caught.body.data.ids);
    assert.deepEqual(new Set(ids('?all')), new Set([mine.id, theirs.id]));
    assert.deepEqual(ids('?own'), [theirs.id]);
    assert.ok(told('?own').every((caught) => !caught.text.includes('Mine') && !caught.text.includes(mine.id)));
    const [record] = told('?own')[0]!.body.data.records;
    const asked = await kith.request('GET', `/api/v1/people/${theirs.id}`, undefined, { as: kith.owner });
    assert.deepEqual([record.id, record.name, record.version], [theirs.id, asked.body.name, 1]);
    assert.equal(told('?own')[0]!.body.data.actor, null);
  });

  test('is for administrators, and asks for objects and events that exist', async () => {
    const member = await kith.addMember('Member', 'member');
    assert.equal((await kith.request('GET', '/api/v1/webhooks', undefined, { as: member })).status, 403);
    const bad = (more: object) =>
      kith.request('POST', '/api/v1/webhooks', { label: 'x', url: sink.url, events: ['*'], ...more });
    assert.equal((await bad({ events: ['nothing.created'] })).body.code, 'webhook.unknown_event');
    assert.equal((await bad({ events: ['people.exploded'] })).status, 422);
    assert.equal((await bad({ events: [] })).status, 422);
    assert.equal((await bad({ url: 'ftp://x.example' })).body.code, 'webhook.bad_address');
    assert.equal((await bad({ role: 'owner' })).status, 422);
    assert.equal((await bad({ member: kith.workspace.id })).status, 422);
  });
});
