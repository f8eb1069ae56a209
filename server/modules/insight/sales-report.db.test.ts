import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;
const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('the sales report', () => {
  let now = new Date('2026-10-05T09:00:00Z');
  let kith: TestApp;
  let own: TestMember;
  const ids: Record<string, string> = {};
  const read = async (query: string, as?: TestMember) => {
    const answer = await kith.request('GET', `/api/v1/sales_report${query}`, undefined, as ? { as } : {});
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const make = async (api: string, values: Json) => {
    const answer = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id as string;
  };
  const move = async (title: string, values: Json) => {
    const answer = await kith.request('PATCH', `/api/v1/deals/${ids[title]}`, values);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  const on = (day: string) => (now = new Date(`${day}T09:00:00Z`));

  before(async () => {
    kith = await testApp({ clock: () => now });
    own = await kith.addMember('Otto', 'own_records');
    for (const [title, deal_source] of [
      ['A', 'Fair'],
      ['B', 'Fair'],
      ['C', 'Web'],
      ['D', null],
    ] as const)
      ids[title] = await make('deals', { title, amount: euros('100.00'), deal_source });
    // Came in as ended, as an import brings it: counted, and without an age.
    ids['E'] = await make('deals', { title: 'E', stage: 'Won', deal_source: 'List' });
    const asks = { subject: 'Chairs?', name: 'Maria Ioannou', email: 'maria@ioannou.example' };
    const enquiry = await kith.request('POST', '/api/v1/enquiries', {
      subject: asks.subject,
      sender_name: asks.name,
      sender_email: asks.email,
      owner: own.id,
    });
    assert.equal(enquiry.status, 201, JSON.stringify(enquiry.body));
    on('2026-10-09');
    await move('A', { stage: 'Qualified' });
    await move('B', { stage: 'Proposal' });
    on('2026-10-15');
    await move('A', { stage: 'Won' });
    await move('B', { stage: 'Lost', lost_reason: 'Price', owner: own.id });
    await move('C', { stage: 'Lost', lost_reason: 'Price' });
  });
  after(() => kith.close());

  test('how deals went from stage to stage, with the days they stood there', async () => {
    const { stages, from, to } = await read('');
    assert.deepEqual([from, to], ['2026-10-01', '2026-12-31']);
    const told = stages.map((one: Json) => [
      (one['stage'] as Json)['name'],
      one['entered'],
      one['went_on'],
      one['median_days'],
    ]);
    assert.deepEqual(told, [
      ['New', 4, 2, 4],
      ['Qualified', 1, 1, 6],
      ['Proposal', 1, 0, 6],
    ]);
    const [first] = stages;
    assert.deepEqual(new Set(first.went_on_ids), new Set([ids['A'], ids['B']]));
    // Two of four, as tables of Wilson's interval give it.
    assert.deepEqual(
      [first.rate, first.interval.low.toFixed(3), first.interval.high.toFixed(3)],
      [0.5, '0.150', '0.850'],
    );
    assert.deepEqual((await read('?from=2026-10-10')).stages, []);
  });

  test('how many were won, how long it took, and why lost', async () => {
    const { total, reasons, groups, currency } = await read('?by=source');
    assert.deepEqual([total.won, total.lost, total.sum, total.median_days, currency], [2, 2, '100.00', 10, 'EUR']);
    assert.deepEqual(reasons, [{ reason: 'Price', lost: 2, sum: '200.00' }]);
    const shares = groups.map((one: Json) => [one['value'], one['won'], one['lost'], one['win_rate']]);
    assert.deepEqual(shares, [
      ['Fair', 1, 1, 0.5],
      ['List', 1, 0, 1],
      ['Web', 0, 1, 0],
    ]);
    const other = await make('pipelines', { name: 'Tenders' });
    assert.equal((await read(`?by=source&pipeline=${other}`)).total.lost, 0);
    assert.equal((await read('?from=2026-10-16')).total.lost, 0);
  });

  test('how soon owners answer, and of others only what the reader may see', async () => {
    const { answers, groups } = await read('?by=owner');
    const [otto] = answers;
    assert.deepEqual([otto.owner.name, otto.came, otto.answered, otto.median_seconds], ['Otto', 1, 0, null]);
    assert.deepEqual(new Set(groups.map((one: Json) => one['name'])), new Set(['Anna Georgiou', 'Otto']));
    const mine = await read('?by=owner', own);
    assert.deepEqual([mine.partial, mine.total.won, mine.total.lost, mine.groups.length], [true, 0, 1, 1]);
  });
});
