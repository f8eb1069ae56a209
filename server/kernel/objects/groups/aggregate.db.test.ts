import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

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
    // No rate is known here: what is in another currency is told to be left out, never added as if it were of one.
    sum_amount_base: { amount: '101.00', currency: 'EUR', left_out: 1 },
    max_amount_base: { amount: '100.00', currency: 'EUR', left_out: 1 },
    sum_c_cost_base: { amount: '5.00', currency: 'EUR', left_out: 1 },
  });
});

test('a sum counts each value by its chance, in each currency and in the total', async () => {
  const ask = (one: object) => kith.request('POST', '/api/v1/deals/query', { aggregate: [one] });
  const { body } = await ask({ fn: 'sum', field: 'amount', times: 'probability' });
  assert.deepEqual(body.groups[0].values, {
    count: 3,
    sum_amount_times_probability: [
      { amount: '20.90', currency: 'EUR' },
      { amount: '20.10', currency: 'USD' },
    ],
    sum_amount_times_probability_base: { amount: '20.90', currency: 'EUR', left_out: 1 },
  });
  assert.equal((await ask({ fn: 'sum', field: 'amount', times: 'title' })).status, 422);
  assert.equal((await ask({ fn: 'avg', field: 'amount', times: 'probability' })).status, 422);
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
    sum_c_cost_base: { amount: '5.00', currency: 'EUR', left_out: 1 },
    sum_probability: 150,
  });
});

test('a group lists the records that it counts: by choice, by nothing, by months of the workspace', async () => {
  const person = async (name: string, more: Record<string, unknown>) => {
    const made = await kith.request('POST', '/api/v1/people', { name: { last: name }, ...more });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  };
  const make = { label: 'Met', type: 'datetime' };
  assert.equal((await kith.request('POST', '/api/v1/objects/people/fields', make)).status, 201);
  // In Nicosia the first evening of the year is over two hours before it is in Greenwich.
  await person('Early', { stage: 'lead', c_met: '2025-12-31T23:00:00Z' });
  await person('Late', { stage: 'lead', c_met: '2026-02-01T00:30:00+02:00' });
  await person('Same', { stage: 'customer', c_met: '2026-01-15T12:00:00Z' });
  await person('None', {});
  const ask = async (body: Record<string, unknown>) => {
    const answer = await kith.request('POST', '/api/v1/people/query', body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const names = async (group_by: string, group: string | null) => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask({ group_by, group, sort: 'name', limit: 1, ...(cursor ? { cursor } : {}) });
      found.push(...page.data.map((row: { name: { last: string } }) => row.name.last));
      cursor = page.next_cursor;
    } while (cursor);
    return found;
  };
  const groups = async (group_by: string) =>
    (await ask({ group_by })).groups.map((one: { key: string; values: { count: number } }) => [
      one.key,
      one.values.count,
    ]);
  assert.deepEqual(await groups('c_met:month'), [
    ['2026-01', 2],
    ['2026-02', 1],
    [null, 1],
  ]);
  assert.deepEqual(await names('c_met:month', '2026-01'), ['Early', 'Same']);
  assert.deepEqual(await names('c_met:month', '2026-02'), ['Late']);
  assert.deepEqual(await names('c_met:month', null), ['None']);
  assert.deepEqual(await names('stage', 'lead'), ['Early', 'Late']);
  assert.deepEqual(await names('stage', null), ['None']);
  for (const [group_by = '', group] of [
    ['stage:month', 'lead'],
    ['c_met:month', '2026-13'],
    ['name', 'x'],
  ]) {
    const { status, body } = await kith.request('POST', '/api/v1/people/query', { group_by, group });
    assert.deepEqual([status, body.code], [422, 'group.invalid'], group_by);
  }
});

test('a record counts in the group of each of its values; all together count once', async () => {
  const ok = async (path: string, body: object, as?: TestMember) => {
    const answer = await kith.request('POST', `/api/v1/${path}`, body, as ? { as } : {});
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  await ok('objects/companies/fields', { label: 'Likes', type: 'multi_select', options: ['Tea', 'Sea'] });
  await ok('objects/companies/fields', { label: 'Advisers', type: 'relation', to: 'people', many: true });
  const member = await kith.addMember('Mia', 'own_records');
  const hidden = (await ok('people', { name: { last: 'Hidden' } })).id;
  const seen = (await ok('people', { name: { last: 'Seen' } }, member)).id;
  const both = { c_likes: ['Tea', 'Sea'], c_advisers: [hidden, seen], owner: member.id };
  const mails = [{ value: 'A@x.example' }, { value: 'b@x.example' }];
  await ok('companies', { name: 'Both', emails: mails, ...both });
  await ok('companies', { name: 'One', emails: [{ value: 'a@x.example' }], c_likes: ['Tea'], owner: member.id });
  await ok('companies', { name: 'Bare', c_advisers: [hidden], owner: member.id });
  const groups = async (group_by: string, as?: TestMember) =>
    (await ok('companies/query', { group_by }, as)).groups.map((one: { key: string; values: { count: number } }) => [
      one.key,
      one.values.count,
    ]);
  const names = async (group_by: string, group: string | null, as?: TestMember) =>
    (await ok('companies/query', { group_by, group, sort: 'name' }, as)).data.map((row: { name: string }) => row.name);
  assert.deepEqual(await groups('c_likes'), [
    ['Sea', 1],
    ['Tea', 2],
    [null, 1],
  ]);
  assert.deepEqual(await names('c_likes', 'Tea'), ['Both', 'One']);
  assert.deepEqual(await names('c_likes', null), ['Bare']);
  const { groups: all } = await ok('companies/query', { aggregate: [{ fn: 'count' }] });
  assert.equal(all[0].values.count, 3);
  assert.deepEqual(await groups('emails'), [
    ['a@x.example', 2],
    ['b@x.example', 1],
    [null, 1],
  ]);
  assert.deepEqual(await names('emails', 'a@x.example'), ['Both', 'One']);
  assert.deepEqual((await groups('c_advisers')).length, 3);
  assert.deepEqual(await names('c_advisers', hidden), ['Bare', 'Both']);
  assert.deepEqual(await groups('c_advisers', member), [
    [seen, 1],
    [null, 2],
  ]);
  assert.deepEqual(await names('c_advisers', null, member), ['Bare', 'One']);
  assert.deepEqual(await names('c_advisers', hidden, member), [], 'whom one may not see makes no group');
});
