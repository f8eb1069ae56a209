import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
  await ok('POST', 'objects/people/fields', { label: 'Rank', type: 'select', options: ['A', 'B', 'C'] });
  await ok('POST', 'objects/people/fields', { label: 'Likes', type: 'multi_select', options: ['Tea', 'Cha', 'Sea'] });
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => kith.request(method, `/api/v1/${path}`, body);
const ok = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const field = 'objects/people/fields';
const person = async (values: object): Promise<string> => (await ok('POST', 'people', values)).id;
const value = async (id: string, key: string) => (await ok('GET', `people/${id}`))[key];
const offered = async (key: string) =>
  (await ok('GET', 'objects/people')).fields
    .find((one: { key: string }) => one.key === key)
    .options.filter((one: { archived: boolean }) => !one.archived)
    .map((one: { value: string }) => one.value);

test('choices are joined, the records follow, and the undo gives them theirs back', async () => {
  const [a, b, c] = [
    await person({ name: 'One', c_rank: 'A' }),
    await person({ name: 'Two', c_rank: 'B' }),
    await person({ name: 'Three', c_rank: 'C' }),
  ];
  const joined = await ok('POST', `${field}/c_rank/join`, { from: ['A', 'B'], to: 'Top' });
  assert.deepEqual([joined.moved, joined.job_id], [2, null]);
  const ranks = () => Promise.all([a, b, c].map((id) => value(id, 'c_rank')));
  assert.deepEqual(await ranks(), ['Top', 'Top', 'C']);
  assert.deepEqual(await offered('c_rank'), ['C', 'Top']);
  await ok('POST', `change_sets/${joined.change_set_id}/undo`, {});
  assert.deepEqual(await ranks(), ['A', 'B', 'C']);
});

test('of several choices each is taken along once', async () => {
  const id = await person({ name: 'Four', c_likes: ['Sea', 'Cha', 'Tea'] });
  await ok('POST', `${field}/c_likes/join`, { from: ['Cha'], to: 'Tea' });
  assert.deepEqual(await value(id, 'c_likes'), ['Sea', 'Tea']);
});

test('a choice is split by a condition, and stays offered', async () => {
  const [here, there] = [
    await person({ name: 'Five', c_rank: 'C', city: 'Paphos' }),
    await person({ name: 'Six', c_rank: 'C', city: 'Athens' }),
  ];
  const where = { field: 'city', is: 'Paphos' };
  const split = await ok('POST', `${field}/c_rank/split`, { from: ['C'], to: 'C west', where });
  assert.equal(split.moved, 1);
  assert.deepEqual([await value(here, 'c_rank'), await value(there, 'c_rank')], ['C west', 'C']);
  assert.ok((await offered('c_rank')).includes('C'));
});

test('many records follow by a job, under one change set', async () => {
  const records = Array.from({ length: 1_100 }, (_, at) => ({
    op: 'create',
    values: { name: `Many ${at}`, c_rank: 'Top' },
  }));
  for (let at = 0; at < 1_100; at += 550)
    await ok('POST', 'people/batch', { operations: records.slice(at, at + 550), atomic: true });
  const joined = await call('POST', `${field}/c_rank/join`, { from: ['Top'], to: 'Summit' });
  assert.equal(joined.status, 202);
  await kith.drain();
  const job = await ok('GET', `jobs/${joined.body.job_id}`);
  assert.deepEqual([job.state, job.result.moved], ['done', 1_100]);
  const counted = async (is: string) =>
    (await ok('POST', 'people/query', { filter: { field: 'c_rank', is }, aggregate: [{ fn: 'count' }] })).groups[0]
      .values.count;
  assert.equal(await counted('Summit'), 1_100);
  await ok('POST', `change_sets/${joined.body.change_set_id}/undo`, {});
  assert.equal(await counted('Top'), 1_100);
});

test('what cannot be joined or split is refused', async () => {
  const code = async (path: string, body: object) => {
    const answer = await call('POST', `${field}/${path}`, body);
    return [answer.status, answer.body.errors?.[0].code];
  };
  assert.deepEqual(await code('c_rank/join', { from: ['None'], to: 'C' }), [422, 'field.no_option']);
  assert.deepEqual(await code('c_rank/join', { from: ['C'], to: 'C' }), [422, 'field.same_options']);
  assert.deepEqual(await code('city/join', { from: ['C'], to: 'D' }), [422, 'field.no_options']);
  assert.deepEqual(await code('stage/join', { from: ['lead'], to: 'D' }), [422, 'field.is_standard']);
});
