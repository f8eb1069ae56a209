import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

describe('a conflict told to somebody who sees only their own records', () => {
  let kith: TestApp;
  let member: TestMember;
  let hidden: string;
  let own: string;
  let other: string;

  before(async () => {
    kith = await testApp();
    member = await kith.addMember('Own Only', 'own_records');
    hidden = (await ask('POST', 'companies', { name: 'Hidden Holdings' })).body.id;
    own = (await ask('POST', 'companies', { name: 'My firm' }, { as: member })).body.id;
    other = (await ask('POST', 'companies', { name: 'My other firm' }, { as: member })).body.id;
  });
  after(() => kith.close());

  const ask = async (
    method: string,
    path: string,
    body: unknown,
    more: { as?: TestMember; headers?: Record<string, string> } = {},
  ) => kith.request(method, `/api/v1/${path}`, body, more);

  test('names no record that they may not see when they save', async () => {
    const made = await ask('POST', 'deals', { title: 'Roof', company: other }, { as: member });
    const etag = made.headers['etag'] ?? '"v1"';
    await ask('PATCH', `deals/${made.body.id}`, { company: hidden });
    const change = [`deals/${made.body.id}`, { company: own }] as const;
    const mine = await ask('PATCH', ...change, { as: member, headers: { 'if-match': etag } });
    const [told] = mine.body.conflicts;
    assert.deepEqual([mine.status, told.mine, told.theirs, told.original], [409, own, null, other]);
    assert.ok(!mine.bytes.toString().includes(hidden));
    const seen = await ask('PATCH', ...change, { headers: { 'if-match': etag } });
    assert.equal(seen.status, 409);
    assert.deepEqual(
      [seen.body.conflicts[0].mine, seen.body.conflicts[0].theirs, seen.body.conflicts[0].original],
      [own, hidden, other],
    );
  });

  test('names no record that they may not see when they take something back', async () => {
    const { id } = (await ask('POST', 'deals', { title: 'Wall', company: own }, { as: member })).body;
    const changed = await ask('PATCH', `deals/${id}`, { company: other }, { as: member });
    await ask('PATCH', `deals/${id}`, { company: hidden });
    const undo = `change_sets/${changed.headers['kith-change-set']}/undo`;
    const refused = await ask('POST', undo, {}, { as: member });
    const [{ later, names, ...told }] = refused.body.conflicts;
    assert.deepEqual(
      [refused.status, refused.body.conflicts.length, told],
      [409, 1, { object: 'deals', record: id, field: 'company', mine: own, theirs: null }],
    );
    assert.equal(later.author.id, kith.owner.id);
    assert.deepEqual(names, { [id]: 'Wall', [own]: 'My firm' });
    const seen = await ask('POST', undo, {});
    assert.equal(seen.body.conflicts[0].theirs, hidden);
  });
});
