import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

describe('the id of a record that became part of another', () => {
  let kith: TestApp;
  let kept: string;
  let merged: string;
  let before_that: string;

  before(async () => {
    kith = await testApp();
    [kept, merged, before_that] = [await person('Kept'), await person('Merged'), await person('Before that')];
    await ok('POST', `people/${merged}/merge`, { with: [before_that] });
    await ok('POST', `people/${kept}/merge`, { with: [merged] });
  });
  after(() => kith.close());

  const ask = (
    method: string,
    path: string,
    body?: unknown,
    more: { as?: TestMember; headers?: Record<string, string> } = {},
  ) => kith.request(method, `/api/v1/${path}`, body, more);
  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(method, path, body);
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer;
  };
  const person = async (name: string) => (await ok('POST', 'people', { name })).body.id as string;

  test('is changed as the record it became part of, also over two merges and with the version read', async () => {
    for (const id of [merged, before_that]) {
      const etag = (await ask('GET', `people/${id}`)).headers['etag']!;
      const answer = await ask('PATCH', `people/${id}`, { city: `of ${id}` }, { headers: { 'if-match': etag } });
      assert.deepEqual([answer.status, answer.body.id, answer.body.city], [200, kept, `of ${id}`]);
      assert.equal((await ask('GET', `people/${kept}`)).body.city, `of ${id}`);
    }
  });

  test('is not removed or restored: 409 names the record that there is', async () => {
    for (const [method, path] of [
      ['DELETE', `people/${merged}`],
      ['DELETE', `people/${before_that}`],
      ['POST', `people/${merged}/restore`],
    ] as const) {
      const answer = await ask(method, path);
      assert.deepEqual([answer.status, answer.body.code, answer.body.merged_into], [409, 'record.merged', kept]);
    }
    assert.equal((await ask('GET', `people/${kept}`)).status, 200);
  });

  test('takes further records in as the record it became part of', async () => {
    const more = await person('One more');
    const answer = await ask('POST', `people/${merged}/merge`, { with: [more] });
    assert.deepEqual([answer.status, answer.body.id], [200, kept]);
    assert.equal((await ask('GET', `people/${more}`)).body.id, kept);
  });

  test('is followed in the other calls about one record', async () => {
    const quick = await ask('POST', 'quick_entries', { object: 'people', id: merged, text: 'called, will call again' });
    assert.equal(quick.status, 201, JSON.stringify(quick.body));
    const lines = (await ask('GET', `people/${merged}/timeline?kinds=call`)).body.data;
    assert.equal(lines.length, 1);
    const first = (await ok('POST', 'tasks', { subject: 'Stays' })).body.id;
    const second = (await ok('POST', 'tasks', { subject: 'Goes' })).body.id;
    await ok('POST', `tasks/${first}/merge`, { with: [second] });
    const done = await ask('POST', `tasks/${second}/complete`, {});
    assert.deepEqual([done.status, done.body.id, done.body.done], [200, first, true]);
  });

  test('tells nothing of a record that the caller may not see', async () => {
    const as = await kith.addMember('Own Only', 'own_records');
    for (const [method, body] of [
      ['PATCH', { city: 'Paphos' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await ask(method, `people/${merged}`, body, { as });
      assert.equal(answer.status, 404);
      assert.ok(!answer.bytes.toString().includes(kept));
    }
  });

  test('in a batch is followed by changes and refuses removals', async () => {
    const other = await person('Other');
    const change = (id: string, city: string) => ({ op: 'update', id, values: { city } });
    const batch = (operations: object[], atomic = true) => ask('POST', 'people/batch', { operations, atomic });
    const changed = await batch([change(other, 'Paphos'), change(merged, 'Larnaca')]);
    assert.deepEqual(
      changed.body.results.map((one: { id: string }) => one.id),
      [other, kept],
    );
    assert.equal((await ask('GET', `people/${kept}`)).body.city, 'Larnaca');
    const removed = await batch([
      { op: 'delete', id: other },
      { op: 'delete', id: merged },
    ]);
    assert.deepEqual([removed.status, removed.body.code, removed.body.merged_into], [409, 'record.merged', kept]);
    assert.equal(removed.body.errors[0].pointer, '/operations/1');
    assert.equal((await ask('GET', `people/${other}`)).body.deleted_at, undefined);
  });

  test('where a batch of all or nothing names a record that is not there, the answer says which', async () => {
    const [one, two] = [await person('One'), await person('Two')];
    const missing = kith.workspace.id;
    for (const operations of [
      [one, two, missing].map((id) => ({ op: 'update', id, values: { city: 'Paphos' } })),
      [one, two, missing].map((id) => ({ op: 'delete', id })),
      [
        { op: 'create', values: { name: 'New' } },
        { op: 'delete', id: one },
        { op: 'update', id: missing, values: {} },
      ],
      [
        { op: 'delete', id: one },
        { op: 'update', id: two, values: {} },
        { op: 'delete', id: 'nothing' },
      ],
    ]) {
      const answer = await ask('POST', 'people/batch', { operations });
      assert.deepEqual([answer.status, answer.body.code], [404, 'record.not_found']);
      assert.deepEqual(
        answer.body.errors.map((issue: { pointer: string }) => issue.pointer),
        ['/operations/2'],
      );
    }
    assert.equal((await ask('GET', `people/${one}`)).body.city, null);
  });
});
