import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => kith.request(method, `/api/v1/${path}`, body);
const ok = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const add = (field: object) => ok('POST', 'objects/people/fields', field);
const field = async (key: string) =>
  (await ok('GET', 'objects/people')).body.fields.find((one: { key: string }) => one.key === key);
const person = async (values: object): Promise<string> => (await ok('POST', 'people', values)).body.id;
const value = async (id: string, key: string) => (await ok('GET', `people/${id}`)).body[key];
const found = async (filter: object) =>
  (await ok('GET', `people?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body.data.length;

test('a text becomes choices made of its values, a text again, and each is taken back', async () => {
  await add({ label: 'Club', type: 'text' });
  const [first] = [
    await person({ name: 'A', c_club: 'Gold' }),
    await person({ name: 'B', c_club: 'Silver' }),
    await person({ name: 'C', c_club: 'Gold' }),
  ];
  const path = 'objects/people/fields/c_club';
  const preview = (await ok('PATCH', `${path}?preview=true`, { type: 'select' })).body;
  assert.deepEqual(preview, {
    type: 'select',
    fit: 3,
    unfit: 0,
    examples: [],
    options: ['Gold', 'Silver'],
    views: [],
  });
  assert.equal((await field('c_club')).type, 'text', 'a preview changes nothing');

  const changed = await ok('PATCH', path, { type: 'select' });
  const select = await field('c_club');
  assert.deepEqual(
    [select.type, select.options.map((one: { value: string }) => one.value)],
    ['select', ['Gold', 'Silver']],
  );
  assert.equal(await value(first, 'c_club'), 'Gold');
  assert.equal(await found({ field: 'c_club', is: 'Gold' }), 2);
  assert.equal((await call('PATCH', `people/${first}`, { c_club: 'Tin' })).status, 422);

  const edited = await ok('PATCH', `people/${first}`, { c_club: 'Silver' });
  await ok('PATCH', path, { type: 'text' });
  await kith.drain();
  assert.equal((await field('c_club')).options, null);
  assert.equal(await found({ field: 'c_club', starts_with: 'sil' }), 2, 'ordered by what it holds now');
  await ok('POST', `change_sets/${edited.headers['kith-change-set']}/undo`, {});
  assert.equal(await value(first, 'c_club'), 'Gold', 'a write from before is still taken back');
  assert.equal((await call('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {})).status, 409);
});

test('the undo of a change of type brings back the type with its choices', async () => {
  await add({ label: 'Tier', type: 'select', options: ['One', 'Two'] });
  const id = await person({ name: 'D', c_tier: 'Two' });
  const changed = await ok('PATCH', 'objects/people/fields/c_tier', { type: 'long_text' });
  await ok('PATCH', `people/${id}`, { c_tier: 'Two\nand more' });
  await ok('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {});
  await kith.drain();
  const tier = await field('c_tier');
  assert.deepEqual([tier.type, tier.options.length], ['select', 2]);
  assert.equal(await value(id, 'c_tier'), 'Two\nand more', 'what was typed meanwhile is kept');
});

test('what does not fit is told with examples, and refuses the change', async () => {
  await add({ label: 'Story', type: 'long_text' });
  const id = await person({ name: 'E', c_story: 'one\ntwo' });
  await person({ name: 'F', c_story: 'short' });
  const path = 'objects/people/fields/c_story';
  const { body } = await ok('PATCH', `${path}?preview=true`, { type: 'text' });
  assert.deepEqual([body.fit, body.unfit, body.examples], [1, 1, [{ id, name: 'E', value: 'one\ntwo' }]]);
  const refused = await call('PATCH', path, { type: 'text' });
  assert.deepEqual([refused.status, refused.body.code, refused.body.unfit], [422, 'field.values_do_not_fit', 1]);
  await ok('PATCH', `people/${id}`, { c_story: 'one and two' });
  await ok('PATCH', path, { type: 'text' });
  await kith.drain();
  assert.equal(await found({ field: 'c_story', is: 'ONE AND TWO' }), 1);
});

test('only what is a change of type can be done, to a field of one’s own that nothing else goes by', async () => {
  const code = async (path: string, type: string) =>
    (await call('PATCH', `objects/${path}`, { type })).body.errors?.[0].code;
  assert.equal(await code('people/fields/city', 'select'), 'field.is_standard');
  assert.equal(await code('people/fields/c_club', 'rating'), 'field.no_such_change');
  const both = await call('PATCH', 'objects/people/fields/c_club', { type: 'select', label: 'Clubs' });
  assert.deepEqual([both.status, both.body.errors[0].pointer], [422, '/label']);
  await add({ label: 'Share', type: 'number' });
  await ok('PATCH', 'objects/people/fields/c_share', { type: 'percent' });
  assert.equal((await field('c_share')).type, 'percent');
  await ok('POST', 'objects/companies/fields', { label: 'Kind', type: 'text' });
  await add({ label: 'Firm kind', type: 'lookup', through: 'company', field: 'c_kind' });
  assert.equal(await code('companies/fields/c_kind', 'select'), 'field.is_used');
  await ok('POST', 'views', { object: 'people', name: 'Clubs', filter: { field: 'c_club', contains: 'o' } });
  const { views } = (await ok('PATCH', 'objects/people/fields/c_club?preview=true', { type: 'select' })).body;
  assert.deepEqual(views, ['Clubs']);
});
