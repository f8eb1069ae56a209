import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;
const money = (amount: string, currency = 'EUR') => ({ amount, currency });

describe('what changed since a day', () => {
  let kith: TestApp;
  let own: TestMember;
  let now = new Date('2026-11-12T09:00:00Z');
  const ids: Record<string, string> = {};
  const make = async (api: string, values: Json) => {
    const answer = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id as string;
  };
  const deal = async (title: string, values: Json) => {
    ids[title] = await make('deals', { title, closes_on: '2026-12-01', ...values });
  };
  const change = async (title: string, values: Json) => {
    const answer = await kith.request('PATCH', `/api/v1/deals/${ids[title]}`, values);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  const read = async (query: string, as?: TestMember) => {
    const answer = await kith.request('GET', `/api/v1/pipelines/changes${query}`, undefined, as ? { as } : {});
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const kindsOf = (body: Json) =>
    Object.fromEntries(
      (body['kinds'] as Json[]).filter((one) => one['count']).map(({ kind, count, sum }) => [kind, [count, sum]]),
    );
  const named = (body: Json, name: string) => (body['deals'] as Json[]).find((one) => one['name'] === name)!;

  before(async () => {
    kith = await testApp({ clock: () => now });
    own = await kith.addMember('Own Only', 'own_records');
    const rate = { rates: [{ currency: 'USD', day: '2026-11-12', rate: '2' }] };
    const set = await kith.request('PUT', '/api/v1/exchange_rates', rate);
    assert.ok(set.status < 300, JSON.stringify(set.body));
    await deal('Wins', { amount: money('100.00') });
    await deal('Loses', { amount: money('70.00') });
    await deal('Slips', { amount: money('50.00', 'USD') });
    await deal('Grows', { amount: money('20.00', 'USD'), stage: 'Proposal' });
    await deal('Shrinks', { amount: money('80.00') });
    await deal('Stays', { amount: money('5.00') });
    await deal('Goes', { amount: money('9.00') });
    // Monday, nine in the morning in Nicosia.
    now = new Date('2026-11-16T07:00:00Z');
    await deal('Comes', { amount: money('30.00'), owner: own.id });
    await change('Wins', { stage: 'Won' });
    await change('Loses', { stage: 'Lost', lost_reason: 'Price' });
    await change('Slips', { closes_on: '2027-01-15' });
    await change('Grows', { amount: money('60.00', 'USD') });
    await change('Shrinks', { amount: money('55.50'), stage: 'Proposal' });
    await kith.request('DELETE', `/api/v1/deals/${ids['Goes']}`);
    now = new Date('2026-11-18T09:00:00Z');
  });
  after(() => kith.close());

  test('tells each kind with its sum in the currency of the firm', async () => {
    const body = await read('?since=2026-11-16');
    assert.deepEqual(kindsOf(body), {
      came: [1, '30.00'],
      won: [1, '100.00'],
      lost: [1, '70.00'],
      slipped: [1, '25.00'],
      grew: [1, '20.00'],
      shrank: [1, '-24.50'],
      forward: [1, '55.50'],
      went: [1, '9.00'],
    });
    assert.deepEqual([body.since, body.currency, body.partial, body.more], ['2026-11-16', 'EUR', false, false]);
  });

  test('names the deals with what they were and are', async () => {
    const body = await read('?since=2026-11-16');
    const slips = named(body, 'Slips') as { before: Json; after: Json; became: string[] };
    assert.deepEqual(
      [slips.became, slips.before['closes_on'], slips.after['closes_on']],
      [['slipped'], '2026-12-01', '2027-01-15'],
    );
    const grows = named(body, 'Grows') as { before: Json; after: Json };
    assert.deepEqual([grows.before['amount'], grows.after['amount']], [money('20.00', 'USD'), money('60.00', 'USD')]);
    assert.deepEqual([grows.before['worth'], grows.after['worth']], ['10.00', '30.00']);
    assert.deepEqual(named(body, 'Shrinks')['became'], ['shrank', 'forward']);
    assert.equal(named(body, 'Comes')['before'], null);
    assert.equal(named(body, 'Stays'), undefined);
  });

  test('begins last Monday where no day is said, and asks for one pipeline', async () => {
    assert.equal((await read('')).since, '2026-11-16');
    assert.deepEqual(kindsOf(await read('?since=2026-11-17')), {});
    const other = await make('pipelines', { name: 'Tenders' });
    assert.deepEqual(kindsOf(await read(`?pipeline=${other}`)), {});
    await change('Grows', { stage: null, pipeline: null });
    await change('Shrinks', { stage: 'New' });
    assert.deepEqual(kindsOf(await read('?since=2026-11-17')), { back: [1, '55.50'] });
    assert.equal((await kith.request('GET', '/api/v1/pipelines/changes?since=soon')).status, 422);
  });

  test('shows nobody deals that are not theirs, nor amounts that are hidden', async () => {
    const mine = await read('?since=2026-11-16', own);
    assert.deepEqual([kindsOf(mine), mine.partial], [{ came: [1, '30.00'] }, true]);
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const hidden = { amount: 'hidden', stage: 'hidden' };
    const actions = { import: true, export: true, merge: true, bulk: true, share: true };
    const rights = { administers: false, actions, objects: { default: all, deal: { ...all, fields: hidden } } };
    const role = await kith.request('POST', '/api/v1/roles', { name: 'Blind to amounts', rights });
    const blind = await read('?since=2026-11-16', await kith.addMember('Blind', role.body.key));
    assert.deepEqual(kindsOf(blind), {
      came: [1, null],
      won: [1, null],
      lost: [1, null],
      slipped: [1, null],
      went: [1, null],
    });
    assert.ok(!/amount":\{|"(25|30|100)\.00"|Proposal/.test(JSON.stringify(blind)));
  });
});
