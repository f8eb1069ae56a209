import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;
const day = (n: number) => new Date(Date.UTC(2026, 1, n, 12));

describe('two moments compared', () => {
  let kith: TestApp;
  let now = day(1);
  let own: TestMember;
  const ids: Record<string, string> = {};

  const ask = async (path: string, body: Json, as?: TestMember) => {
    const answer = await kith.request('POST', `/api/v1/${path}`, body, as ? { as } : {});
    assert.ok(answer.status < 300, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const make = async (title: string, values: Json) => (ids[title] = (await ask('deals', { title, ...values })).id);
  const patch = (title: string, values: Json) => kith.request('PATCH', `/api/v1/deals/${ids[title]}`, values);

  before(async () => {
    kith = await testApp({ clock: () => now });
    own = await kith.addMember('Own Only', 'own_records');
    await make('Grows', { amount: eur('100.00'), deal_source: 'New' });
    await make('Shrinks', { amount: eur('80.00'), deal_source: 'Offer' });
    await make('Moves', { amount: eur('70.00'), deal_source: 'New' });
    await make('Goes', { amount: eur('60.00'), deal_source: 'New' });
    await make('Stays', { amount: eur('50.00'), deal_source: 'New' });
    await make('Turns', { amount: { amount: '10.00', currency: 'USD' }, deal_source: 'New' });
    now = day(5);
    await make('Comes', { amount: { amount: '30.00', currency: 'USD' }, deal_source: 'New' });
    await patch('Grows', { amount: eur('150.00'), deal_source: 'Offer' });
    await patch('Shrinks', { amount: eur('20.00') });
    await patch('Moves', { deal_source: 'Offer' });
    await patch('Turns', { amount: eur('20.00') });
    await kith.request('DELETE', `/api/v1/deals/${ids['Goes']}`);
    now = day(9);
    await patch('Stays', { deal_source: 'Lost' });
  });
  after(() => kith.close());

  const asked = { from: day(2).toISOString(), by: 'deal_source', measure: 'amount' };

  test('tells what came, went, moved and grew, with sums by currency', async () => {
    const { totals, moves } = await ask('deals/compare', { ...asked, to: day(6).toISOString() });
    assert.deepEqual(totals, {
      came: { count: 1, sum: [{ amount: '30.00', currency: 'USD' }] },
      went: { count: 1, sum: [eur('60.00')] },
      moved: { count: 2, sum: [eur('220.00')] },
      grew: { count: 1, sum: [eur('50.00')] },
      shrank: { count: 1, sum: [eur('-60.00')] },
    });
    assert.deepEqual(moves, [{ from: { value: 'New', label: null }, to: { value: 'Offer', label: null }, count: 2 }]);
  });

  test('lists the records, kind by kind and page by page', async () => {
    const body = { ...asked, to: day(6).toISOString() };
    const moved = await ask('deals/compare', { ...body, show: 'moved' });
    const names = (answer: { data: Json[] }) => answer.data.map((one) => one['name']);
    assert.deepEqual(names(moved), ['Grows', 'Moves']);
    const [grows] = moved.data;
    assert.deepEqual(grows.became, ['moved', 'grew']);
    assert.deepEqual(
      [grows.before, grows.after],
      [
        { by: { value: 'New', label: null }, measure: eur('100.00') },
        { by: { value: 'Offer', label: null }, measure: eur('150.00') },
      ],
    );
    const first = await ask('deals/compare', { ...body, limit: 3 });
    const rest = await ask('deals/compare', { ...body, limit: 3, cursor: first.next_cursor });
    assert.deepEqual([...names(first), ...names(rest)], ['Grows', 'Shrinks', 'Moves', 'Goes', 'Comes']);
    assert.equal(rest.next_cursor, null);
  });

  test('compares with now where no second moment is given, and heeds a filter at both', async () => {
    const { totals } = await ask('deals/compare', { ...asked, filter: { field: 'deal_source', is: 'New' } });
    // Out of the filter is gone from it: two to Offer, one to Lost, one to the trash.
    assert.deepEqual([totals.came.count, totals.went.count, totals.moved.count], [1, 4, 0]);
  });

  test('refuses what does not move or grow, and shows nobody what is not theirs', async () => {
    const code = async (body: Json) => (await kith.request('POST', '/api/v1/deals/compare', body)).body.code;
    assert.equal(await code({ ...asked, by: 'tags' }), 'group.invalid');
    assert.equal(await code({ ...asked, measure: 'title' }), 'aggregate.invalid');
    const { totals, data } = await ask('deals/compare', asked, own);
    assert.deepEqual([totals.came.count, totals.went.count, data], [0, 0, []]);
  });
});
