import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

describe('records made together', () => {
  let kith: TestApp;
  let company: string;

  before(async () => {
    kith = await testApp();
    company = (await kith.request('POST', '/api/v1/companies', { name: 'Kition Foods' })).body.id;
  });
  after(() => kith.close());

  const person = { object: 'people', values: { name: 'Maria Kyriakou' }, ref: 'her' };
  const post = (records: object[]) => kith.request('POST', '/api/v1/batch', { records });
  const count = async (object: string) => (await kith.request('GET', `/api/v1/${object}`)).body.data.length as number;

  test('are one change set with one undo, and later ones point at earlier ones', async () => {
    const made = await post([person, { object: 'employments', values: { person: '@her', company, title: 'Buyer' } }]);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.data[0].company.name, 'Kition Foods');
    assert.equal(made.body.data[1].person.id, made.body.data[0].id);
    const set = made.headers['kith-change-set'];
    const sets = (await kith.request('GET', '/api/v1/change_sets?limit=2')).body.data;
    assert.deepEqual([sets[0].id, sets[0].label, sets[0].records], [set, 'Add person', 2]);
    await kith.request('POST', `/api/v1/change_sets/${set}/undo`, {});
    assert.deepEqual([await count('people'), await count('employments')], [0, 0]);
  });

  test('are all made or none, with the pointer of what is wrong', async () => {
    const wrong = await post([person, { object: 'employments', values: { person: '@nobody', company } }]);
    assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/records/1/values/person']);
    assert.equal((await post([person, { object: 'files', values: {} }])).status, 404);
    assert.equal(await count('people'), 0);
    const reader = await kith.addMember('Reader', 'read_only');
    const refused = await kith.request('POST', '/api/v1/batch', { records: [person] }, { as: reader });
    assert.equal(refused.status, 403);
  });
});
