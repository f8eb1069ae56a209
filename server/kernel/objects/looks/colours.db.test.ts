import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
  const ship = await kith.request('POST', '/api/v1/companies', { name: 'Ship', industry: 'Shipping' });
  const deals = [
    { title: 'A', probability: 90, company: ship.body.id },
    { title: 'B', probability: 90 },
    { title: 'C', company: ship.body.id, closes_on: '2026-03-01' },
    { title: 'D' },
  ];
  for (const deal of deals) assert.equal((await kith.request('POST', '/api/v1/deals', deal)).status, 201);
});
after(() => kith.close());

const rules = [
  { field: 'probability', gte: 80 },
  { field: 'company.industry', is: 'Shipping' },
];

test('a list tells of each record which filter is the first that it matches, on every page', async () => {
  const asked = encodeURIComponent(JSON.stringify(rules));
  const { body } = await kith.request('GET', `/api/v1/deals?sort=title&colours=${asked}`);
  assert.deepEqual(body.colours, [0, 0, 1, null]);
  const found: [string, number | null][] = [];
  let cursor: string | null = null;
  do {
    // Rows without a date come from the second half of the statement.
    const asking: object = { sort: 'closes_on', limit: 1, colours: rules, ...(cursor ? { cursor } : {}) };
    const page: { data: { title: string }[]; colours: number[]; next_cursor: string | null } = (
      await kith.request('POST', '/api/v1/deals/query', asking)
    ).body;
    found.push([page.data[0]!.title, page.colours[0]!]);
    cursor = page.next_cursor;
  } while (cursor);
  assert.deepEqual(Object.fromEntries(found), { A: 0, B: 0, C: 1, D: null });
  const past = { as_of: new Date().toISOString(), sort: 'title', colours: rules };
  assert.deepEqual((await kith.request('POST', '/api/v1/deals/query', past)).body.colours, [0, 0, 1, null]);
  assert.equal((await kith.request('GET', '/api/v1/deals')).body.colours, undefined);
});

test('a filter that cannot be read colours nothing, and more than ten are refused', async () => {
  const ask = (colours: unknown[]) => kith.request('POST', '/api/v1/deals/query', { sort: 'title', colours });
  assert.deepEqual((await ask([{ field: 'gone', is: 1 }, ...rules])).body.colours, [1, 1, 2, null]);
  assert.deepEqual((await ask([])).body.colours, [null, null, null, null]);
  assert.equal((await ask(Array.from({ length: 11 }, () => rules[0]))).status, 422);
});

test('a view keeps its colours, and refuses those that could not be worked out', async () => {
  const layout = { colours: [{ filter: rules[1], colour: 'amber' }] };
  const view = { object: 'deals', name: 'Coloured', layout };
  const kept = await kith.request('POST', '/api/v1/views', view);
  assert.deepEqual([kept.status, kept.body.layout], [201, layout]);
  const wrong = (rule: unknown) => kith.request('POST', '/api/v1/views', { ...view, layout: { colours: [rule] } });
  assert.equal((await wrong({ filter: rules[0], colour: '#ff0000' })).status, 422);
  assert.equal((await wrong({ filter: { field: 'gone', is: 1 }, colour: 'red' })).status, 422);
});
