import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

test('each member arranges the menu of views alone, with folders, and it stays so', async () => {
  const view = await kith.request('POST', '/api/v1/views', { object: 'people', name: 'Mine' });
  const colleague = await kith.addMember('Colleague', 'member');
  const items = [{ folder: 'Sales', views: [view.body.id] }, { view: view.body.id }];
  assert.deepEqual((await kith.request('GET', '/api/v1/sidebar')).body, { items: null });
  assert.equal((await kith.request('PUT', '/api/v1/sidebar', { items })).status, 200);
  assert.deepEqual((await kith.request('GET', '/api/v1/sidebar')).body, { items });
  assert.deepEqual((await kith.request('GET', '/api/v1/sidebar', undefined, { as: colleague })).body, { items: null });
  assert.equal((await kith.request('PUT', '/api/v1/sidebar', { items: null })).status, 200);
  assert.deepEqual((await kith.request('GET', '/api/v1/sidebar')).body, { items: null });
});

test('a menu that cannot be read is refused', async () => {
  const answer = await kith.request('PUT', '/api/v1/sidebar', { items: [{ view: 'no id' }] });
  assert.equal(answer.status, 422);
});

test('a view keeps how its columns stand, and refuses columns that are not there', async () => {
  const layout = { widths: { name: 320, city: 90 }, pinned: 2, totals: { amount: 'avg' } };
  const answer = await kith.request('POST', '/api/v1/views', {
    object: 'deals',
    name: 'Wide',
    columns: ['title', 'amount'],
    layout: { ...layout, widths: { title: 320, amount: 90 } },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  assert.deepEqual(answer.body.layout, { ...layout, widths: { title: 320, amount: 90 } });
  const path = `/api/v1/views/${answer.body.id as string}`;
  assert.equal((await kith.request('PATCH', path, { layout: { widths: { nothing: 90 } } })).status, 422);
  assert.equal((await kith.request('PATCH', path, { layout: null })).body.layout, null);
});

test('a view that could not be drawn is refused when it is saved', async () => {
  const board = { object: 'people', name: 'By notes', kind: 'board', group_by: 'notes' };
  const answer = await kith.request('POST', '/api/v1/views', board);
  assert.deepEqual([answer.status, answer.body.code], [422, 'group.invalid']);
  assert.equal((await kith.request('POST', '/api/v1/views', { ...board, group_by: 'stage' })).status, 201);
});
