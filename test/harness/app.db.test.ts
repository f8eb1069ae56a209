import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from './app.ts';

describe('the test app', () => {
  let kith: TestApp;

  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  test('answers the owner and refuses a stranger', async () => {
    const mine = await kith.request('GET', '/api/v1/me');
    assert.equal(mine.status, 200);
    assert.equal(mine.body.workspace.id, kith.workspace.id);
    assert.equal((await kith.request('GET', '/api/v1/me', undefined, { as: null })).status, 401);
  });

  test('takes a further member whose role counts', async () => {
    const reader = await kith.addMember('Reader', 'read_only');
    const made = await kith.request('POST', '/api/v1/people', { name: 'Nobody' }, { as: reader });
    assert.equal(made.status, 403);
  });

  test('gives each app its own database', async () => {
    const other = await testApp();
    await kith.request('POST', '/api/v1/people', { name: 'Maria Ioannou' });
    assert.equal((await other.request('GET', '/api/v1/people')).body.data.length, 0);
    assert.equal((await kith.request('GET', '/api/v1/people')).body.data.length, 1);
    await other.close();
  });
});
