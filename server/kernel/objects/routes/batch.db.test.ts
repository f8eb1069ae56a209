import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('batches and upserts', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const batch = (operations: Json[], more: Json = {}) =>
    kith.request('POST', '/api/v1/people/batch', { operations, ...more });
  const count = async () => (await kith.request('GET', '/api/v1/people?total=true&limit=1')).body.total.count as number;
  const create = (name: string, values: Json = {}) => ({ op: 'create', values: { name, ...values } });

  test('all or nothing: one bad row leaves no row behind and is named by its pointer', async () => {
    const counted = await count();
    const refused = await batch([create('Good'), create('Bad', { birthday: 'soon' }), create('Also', { nothing: 1 })]);
    assert.equal(refused.status, 422);
    const pointers = refused.body.errors.map((one: { pointer: string }) => one.pointer);
    assert.deepEqual(pointers, ['/operations/1/values/birthday', '/operations/2/values/nothing']);
    const unknown = await batch([create('Good'), create('Lost', { tags: [kith.workspace.id] })]);
    assert.equal(unknown.body.errors[0].pointer, '/operations/1/values/tags');
    assert.equal(await count(), counted);
  });

  test('row by row: each row stands or falls by itself, and one change set takes all of it back', async () => {
    const counted = await count();
    const rows = [create('One'), create('Two', { nothing: 1 }), { op: 'update', id: 'x', values: {} }, create('Three')];
    const done = await batch(rows, { atomic: false });
    assert.equal(done.status, 200);
    assert.deepEqual(
      done.body.results.map((row: Json) => [row['index'], row['status']]),
      [
        [0, 'created'],
        [1, 'failed'],
        [2, 'failed'],
        [3, 'created'],
      ],
    );
    assert.equal(done.body.results[1].errors[0].pointer, '/operations/1/values/nothing');
    assert.equal(await count(), counted + 2);
    assert.equal((await kith.request('GET', '/api/v1/search?q=two')).body.data.length, 0);
    await kith.request('POST', `/api/v1/change_sets/${done.headers['kith-change-set']}/undo`);
    assert.equal(await count(), counted);
  });

  test('row by row: a row that points at nothing falls alone, and what one row lets go another takes up', async () => {
    const tag = (await kith.request('POST', '/api/v1/tags', { name: 'Held' })).body.id;
    const { id } = (await kith.request('POST', '/api/v1/people', { name: 'Holder', tags: [tag] })).body;
    const change = (values: Json) => ({ op: 'update', id, values });
    const lost = [create('Lost', { tags: [kith.workspace.id] }), { op: 'update', id: kith.workspace.id, values: {} }];
    const rows = [...lost, change({ tags: [], city: 'Paphos' }), change({ tags: [tag] }), change({ nothing: 1 })];
    const { results } = (await batch(rows, { atomic: false })).body;
    assert.deepEqual(
      results.map((row: Json) => row['status']),
      ['failed', 'failed', 'updated', 'updated', 'failed'],
    );
    assert.deepEqual(
      [results[0].errors[0].code, results[0].errors[0].pointer],
      ['relation.not_found', '/operations/0/values/tags'],
    );
    const now = (await kith.request('GET', `/api/v1/people/${id}`)).body;
    assert.deepEqual([now.city, now.tags.map((one: Json) => one['id'])], ['Paphos', [tag]]);
  });

  test('a value that only one may have goes from one record to another within a batch', async () => {
    const tags = (operations: Json[]) => kith.request('POST', '/api/v1/tags/batch', { operations });
    const [one, two] = (await tags([create('First'), create('Second')])).body.results.map((row: Json) => row['id']);
    const update = (id: string, name: string) => ({ op: 'update', id, values: { name } });
    const refused = await tags([update(two, 'FIRST'), update(one, 'Other')]);
    assert.deepEqual([refused.status, refused.body.code], [409, 'record.not_unique']);
    assert.equal(refused.body.errors[0].pointer, '/operations/0/values/name');
    const moved = await tags([update(one, 'Other'), update(two, 'First'), create('Second')]);
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    const around = await tags([update(one, 'Spare'), update(two, 'Other'), update(one, 'First')]);
    assert.equal(around.status, 200, JSON.stringify(around.body));
    const names = [one, two].map(async (id) => (await kith.request('GET', `/api/v1/tags/${id}`)).body.name);
    assert.deepEqual(await Promise.all(names), ['First', 'Other']);
  });

  test('operations of all kinds run in their order, also on one record', async () => {
    const { id } = (await kith.request('POST', '/api/v1/people', { name: 'Start' })).body;
    const done = await batch([
      { op: 'update', id, values: { city: 'Paphos' } },
      { op: 'update', id, values: { title: 'CEO' } },
      { op: 'update', id, values: { city: 'Nicosia' } },
      { op: 'upsert', field: 'emails', value: 'new@x.example', values: { name: 'New' } },
      { op: 'upsert', field: 'emails', value: 'new@x.example', values: { city: 'Larnaca' } },
      create('Last'),
      { op: 'delete', id },
    ]);
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.deepEqual(
      done.body.results.map((row: Json) => row['status']),
      ['updated', 'updated', 'updated', 'created', 'updated', 'created', 'deleted'],
    );
    assert.equal(done.body.results[3].id, done.body.results[4].id);
    const start = (await kith.request('GET', `/api/v1/people/${id}`)).body;
    assert.deepEqual([start.city, start.title, !!start.deleted_at], ['Nicosia', 'CEO', true]);
    const undone = await kith.request('POST', `/api/v1/change_sets/${done.headers['kith-change-set']}/undo`);
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    const back = (await kith.request('GET', `/api/v1/people/${id}`)).body;
    assert.deepEqual([back.city, back.title, back.deleted_at], [null, null, undefined]);
  });

  test('an upsert makes one record of many at once, and refuses to guess between two', async () => {
    const put = (values: Json) => kith.request('PUT', '/api/v1/people/by/emails/Same@X.Example', values);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => put({ name: 'Same', city: `City ${n}` })));
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
    assert.equal((await put({ title: 'CFO' })).body.emails[0].value, 'same@x.example');
    await kith.request('POST', '/api/v1/people', { name: 'Another', emails: ['same@x.example'] });
    assert.equal((await put({ title: 'x' })).status, 409);
    assert.equal((await kith.request('PUT', '/api/v1/people/by/city/Paphos', { name: 'x' })).status, 422);
  });
});
