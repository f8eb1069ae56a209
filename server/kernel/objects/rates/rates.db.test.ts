import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const usd = (amount: string) => ({ amount, currency: 'USD' });
const today = () => new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const put = (...rates: [string, string, string][]) =>
  kith.request('PUT', '/api/v1/exchange_rates', {
    rates: rates.map(([currency, day, rate]) => ({ currency, day, rate })),
  });

async function deal(amount: unknown): Promise<string> {
  const made = await kith.request('POST', '/api/v1/deals', { title: 'Deal', amount });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.id;
}

const amountOf = async (id: string) => (await kith.request('GET', `/api/v1/deals/${id}`)).body.amount;

test('rates are kept all or none, each is looked at, and they are listed newest first', async () => {
  const bad = await put(
    ['USD', daysAgo(1), '1.10'],
    ['EUR', daysAgo(1), '1'],
    ['GBP', '2999-01-01', '1'],
    ['X', daysAgo(1), '1'],
  );
  assert.equal(bad.status, 422);
  assert.deepEqual(
    bad.body.errors.map((one: { pointer: string }) => one.pointer),
    ['/rates/1/currency', '/rates/2/day', '/rates/3/currency'],
  );
  for (const rate of ['0', '-1', '1.12345678901', 'x', '1e5', ''])
    assert.equal((await put(['USD', daysAgo(1), rate])).status, 422, rate);
  assert.equal((await put(['USD', daysAgo(1), '1'], ['USD', daysAgo(1), '2'])).status, 422);
  assert.deepEqual((await kith.request('GET', '/api/v1/exchange_rates')).body.data, []);
  const kept = await put(['USD', daysAgo(2), '1.25'], ['USD', daysAgo(40), '2'], ['GBP', daysAgo(40), '0.8']);
  assert.deepEqual([kept.status, kept.body.written], [200, 3]);
  const { body } = await kith.request('GET', '/api/v1/exchange_rates?currency=USD');
  assert.deepEqual(
    body.data.map((one: { rate: string; day: string }) => [one.rate, one.day]),
    [
      ['1.25', daysAgo(2)],
      ['2', daysAgo(40)],
    ],
  );
  const newest = await kith.request('GET', '/api/v1/exchange_rates?newest=true');
  assert.deepEqual(
    newest.body.data.map((one: { currency: string; rate: string }) => [one.currency, one.rate]),
    [
      ['GBP', '0.8'],
      ['USD', '1.25'],
    ],
  );
  const { body: audit } = await kith.request('GET', '/api/v1/audit?kind=rates.changed');
  assert.deepEqual([audit.data.length, audit.data[0].about], [1, 'GBP, USD']);
});

test('what an amount is worth is kept at its write, and a later rate moves nothing', async () => {
  const dollars = await deal(usd('100'));
  const [pounds, euros] = [await deal({ amount: '5', currency: 'GBP' }), await deal('7')];
  assert.deepEqual(await amountOf(dollars), { amount: '100.00', currency: 'USD', base: '80.00' });
  assert.deepEqual(await amountOf(pounds), { amount: '5.00', currency: 'GBP' }, 'a rate of forty days ago is too old');
  assert.deepEqual(await amountOf(euros), { amount: '7.00', currency: 'EUR' });
  assert.equal((await put(['USD', today(), '3'], ['GBP', today(), '0.5'])).status, 200);
  assert.equal((await amountOf(dollars)).base, '80.00');
  const asked = { aggregate: ['sum', 'avg', 'min', 'max'].map((fn) => ({ fn, field: 'amount' })) };
  const { values } = (await kith.request('POST', '/api/v1/deals/query', asked)).body.groups[0];
  assert.deepEqual(values.sum_amount_base, { amount: '87.00', currency: 'EUR', left_out: 1 });
  assert.deepEqual(values.avg_amount_base, { amount: '43.50', currency: 'EUR', left_out: 1 });
  assert.deepEqual(values.min_amount_base, { amount: '7.00', currency: 'EUR', left_out: 1 });
  assert.deepEqual(values.max_amount_base, { amount: '80.00', currency: 'EUR', left_out: 1 });
  assert.equal(values.sum_amount.length, 3, 'the sums by currency stay');
  // What is written again with the same value is no change, and keeps its rate.
  const same = await kith.request('PATCH', `/api/v1/deals/${dollars}`, { amount: { ...usd('100'), base: '1.00' } });
  assert.deepEqual(same.body.amount, { amount: '100.00', currency: 'USD', base: '80.00' });
  const history = await kith.request('GET', `/api/v1/deals/${dollars}/changes`);
  assert.equal(history.body.data.length, 1);
  const removed = await kith.request('DELETE', `/api/v1/exchange_rates/USD/${today()}`);
  assert.equal(removed.status, 204);
  assert.equal((await kith.request('DELETE', `/api/v1/exchange_rates/USD/${today()}`)).status, 404);
});

test('every door of a write takes the rate of the day', async () => {
  assert.equal((await put(['USD', today(), '4'])).status, 200);
  const base = (amount: { base?: string }) => amount.base ?? null;
  const one = await deal(usd('1'));
  const two = await deal(usd('1'));
  const patch = await kith.request('PATCH', `/api/v1/deals/${one}`, { amount: usd('10') });
  assert.equal(base(patch.body.amount), '2.50');
  await kith.request('POST', `/api/v1/change_sets/${patch.headers['kith-change-set']}/undo`, {});
  assert.equal(base(await amountOf(one)), '0.25', 'an undo writes at the rate of its own day');
  const batch = await kith.request('POST', '/api/v1/deals/batch', {
    operations: [
      { op: 'update', id: one, values: { amount: usd('20') } },
      { op: 'create', values: { title: 'New', amount: usd('8') } },
    ],
  });
  assert.ok(batch.status < 300, JSON.stringify(batch.body));
  assert.equal(base(await amountOf(one)), '5.00');
  await kith.request('PATCH', `/api/v1/deals/${two}`, { amount: '3' });
  assert.deepEqual(await amountOf(two), { amount: '3.00', currency: 'EUR' });
  const new60 = { op: 'create', values: { title: 'Many', amount: usd('6') } };
  const many = Array.from({ length: 60 }, () => new60);
  const copied = await kith.request('POST', '/api/v1/deals/batch', { operations: many });
  assert.ok(copied.status < 300, JSON.stringify(copied.body));
  const row = await kith.inWorkspace((ctx) =>
    ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('deal')}
      where amount = 6 and amount__base = 1.5 and amount__currency = 'USD'`),
  );
  assert.equal(row.n, 60, 'rows that go by COPY too');
  const asked = await kith.request('POST', '/api/v1/deals/bulk', {
    action: 'update',
    ids: [one, two],
    values: { amount: usd('2') },
  });
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  await kith.drain();
  assert.deepEqual([base(await amountOf(one)), base(await amountOf(two))], ['0.50', '0.50']);
  const company = async (values: object) => (await kith.request('POST', '/api/v1/companies', values)).body.id as string;
  const lives = await company({ name: 'Argo' });
  const goes = await company({ name: 'Argo Ltd', annual_revenue: usd('12') });
  const merged = await kith.request('POST', `/api/v1/companies/${lives}/merge`, { with: [goes] });
  assert.ok(merged.status < 300, JSON.stringify(merged.body));
  assert.equal(base((await kith.request('GET', `/api/v1/companies/${lives}`)).body.annual_revenue), '3.00');
});

test('formulas have no worth of their own; a field that becomes money takes the rate of that day', async () => {
  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await ok('POST', 'objects/deals/fields', { label: 'Fee', type: 'formula', formula: 'amount * 0.1' });
  await ok('POST', 'objects/deals/fields', { label: 'Price', type: 'text' });
  const values = { title: 'Worked', amount: usd('50'), c_price: 'USD 90' };
  const { id, c_fee } = await ok('POST', 'deals', values);
  assert.deepEqual(c_fee, { amount: '5.00', currency: 'USD' });
  const filter = { field: 'title', is: 'Worked' };
  const asked = { filter, aggregate: [{ fn: 'sum', field: 'c_fee' }] };
  const { groups } = await ok('POST', 'deals/query', asked);
  assert.deepEqual(groups[0].values.sum_c_fee_base, { amount: '0.00', currency: 'EUR', left_out: 1 });
  await ok('PATCH', 'objects/deals/fields/c_price', { type: 'money' });
  await kith.drain();
  const read = await ok('GET', `deals/${id}`);
  assert.deepEqual(read.c_price, { amount: '90.00', currency: 'USD', base: '22.50' });
  // What it was at a past moment takes the newest rate of that moment.
  await ok('PATCH', `deals/${id}`, { amount: '1' });
  const past = await ok('GET', `deals/${id}?as_of=${read.updated_at}`);
  assert.deepEqual(past.amount, { amount: '50.00', currency: 'USD', base: '12.50' });
});

test('the file of the European Central Bank is read; another currency of the workspace forgets rates', async () => {
  const file = `Date,USD,JPY,CYP,\n${daysAgo(3)},1.6000,160.5,N/A,\n${daysAgo(4)},1.5,N/A,N/A,\n`;
  const kept = await kith.request('PUT', '/api/v1/exchange_rates', { ecb: file });
  assert.deepEqual(kept.body, { written: 3, newest: daysAgo(3), more: false });
  const broken = await kith.request('PUT', '/api/v1/exchange_rates', { ecb: `${file}22 November,1` });
  assert.equal(broken.status, 422);
  assert.match(broken.body.detail, /Line 4/);
  assert.equal((await kith.request('PUT', '/api/v1/exchange_rates', {})).status, 422);
  const member = await kith.addMember('Member', 'member');
  assert.equal((await kith.request('GET', '/api/v1/exchange_rates', undefined, { as: member })).status, 200);
  assert.equal((await kith.request('PUT', '/api/v1/exchange_rates', { ecb: file }, { as: member })).status, 403);
  const yen = await deal({ amount: '321', currency: 'JPY' });
  assert.equal((await amountOf(yen)).base, '2.00');
  assert.equal((await kith.request('PATCH', '/api/v1/workspace', { currency: 'USD' })).status, 200);
  assert.deepEqual(await amountOf(yen), { amount: '321.00', currency: 'JPY' });
  assert.deepEqual((await kith.request('GET', '/api/v1/exchange_rates')).body.data, []);
  // Of the bank's rates for one euro those for one dollar are made.
  assert.equal((await kith.request('PUT', '/api/v1/exchange_rates', { ecb: file })).status, 200);
  const euros = await deal({ amount: '10', currency: 'EUR' });
  assert.equal((await amountOf(euros)).base, '16.00');
});
