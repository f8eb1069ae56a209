import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
  const field = await kith.request('POST', '/api/v1/objects/deals/fields', { label: 'Cost', type: 'money' });
  assert.equal(field.status, 201, JSON.stringify(field.body));
  const money = (amount: string, currency: string) => ({ amount, currency });
  const deals = [
    { title: 'A', amount: money('100.00', 'EUR'), c_cost: money('10.50', 'USD'), probability: 20 },
    { title: 'B', amount: money('50.25', 'USD'), c_cost: money('5.00', 'EUR'), probability: 40 },
    { title: 'C', amount: money('1.00', 'EUR'), probability: 90 },
  ];
  for (const deal of deals) {
    const made = await kith.request('POST', '/api/v1/deals', deal);
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
});
after(() => kith.close());

test('each money field is added up in its own currencies, and numbers beside them over all records', async () => {
  const { status, body } = await kith.request('POST', '/api/v1/deals/query', {
    aggregate: [
      { fn: 'count' },
      { fn: 'sum', field: 'amount' },
      { fn: 'max', field: 'amount' },
      { fn: 'sum', field: 'c_cost' },
      { fn: 'avg', field: 'probability' },
    ],
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.groups[0].values, {
    count: 3,
    sum_amount: [
      { amount: '101.00', currency: 'EUR' },
      { amount: '50.25', currency: 'USD' },
    ],
    max_amount: [
      { amount: '100.00', currency: 'EUR' },
      { amount: '50.25', currency: 'USD' },
    ],
    sum_c_cost: [
      { amount: '5.00', currency: 'EUR' },
      { amount: '10.50', currency: 'USD' },
    ],
    avg_probability: 50,
  });
});

test('the same holds inside each group', async () => {
  const { body } = await kith.request('POST', '/api/v1/deals/query', {
    group_by: 'outcome',
    aggregate: [
      { fn: 'sum', field: 'c_cost' },
      { fn: 'sum', field: 'probability' },
    ],
  });
  assert.equal(body.groups.length, 1);
  assert.deepEqual(body.groups[0].values, {
    count: 3,
    sum_c_cost: [
      { amount: '5.00', currency: 'EUR' },
      { amount: '10.50', currency: 'USD' },
    ],
    sum_probability: 150,
  });
});
