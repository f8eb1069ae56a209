import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

interface Field {
  key: string;
  label: { en: string; el: string };
  help: unknown;
  required: boolean;
  archived: boolean;
  options: { value: string; label: { en: string }; colour: string | null; archived: boolean }[] | null;
}

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const fields = async (): Promise<Field[]> => (await kith.request('GET', '/api/v1/objects/people')).body.fields;
const field = async (key: string) => (await fields()).find((one) => one.key === key)!;
const patch = (key: string, body: object) => kith.request('PATCH', `/api/v1/objects/people/fields/${key}`, body);

async function addSelect(label: string): Promise<string> {
  const made = { label, type: 'select', options: ['Gold', 'Silver'], required: true };
  const answer = await kith.request('POST', '/api/v1/objects/people/fields', made);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.key as string;
}

test('a field is renamed in one language or both, and its help changed and taken away', async () => {
  const key = await addSelect('Club');
  assert.equal((await patch(key, { label: { el: 'Λέσχη' }, help: 'Which one' })).status, 200);
  assert.deepEqual((await field(key)).label, { en: 'Club', el: 'Λέσχη' });
  assert.deepEqual((await field(key)).help, { en: 'Which one', el: 'Which one' });
  await patch(key, { label: 'Guild', help: null });
  assert.deepEqual((await field(key)).label, { en: 'Guild', el: 'Guild' });
  assert.equal((await field(key)).help, null);
  assert.equal((await patch('title', { label: 'Position' })).status, 200);
  assert.equal((await field('title')).label.en, 'Position');
});

test('choices are renamed, coloured, ordered and added; one left out is kept aside with its records', async () => {
  const key = await addSelect('Level');
  const person = await kith.request('POST', '/api/v1/people', { name: 'Maria', [key]: 'Silver', c_club: 'Gold' });
  assert.equal(person.status, 201, JSON.stringify(person.body));
  const options = [
    { label: 'Platinum', colour: 'violet' },
    { value: 'Gold', label: 'Golden' },
  ];
  assert.equal((await patch(key, { options })).status, 200);
  assert.deepEqual(
    (await field(key)).options?.map(({ value, label, colour, archived }) => [value, label.en, colour, archived]),
    [
      ['Platinum', 'Platinum', 'violet', false],
      ['Gold', 'Golden', null, false],
      ['Silver', 'Silver', null, true],
    ],
  );
  const path = `/api/v1/people/${person.body.id as string}`;
  assert.equal((await kith.request('GET', path)).body[key], 'Silver');
  assert.equal((await kith.request('PATCH', path, { [key]: 'Platinum' })).body[key], 'Platinum');
  const twice = await patch(key, { options: [{ label: 'Same' }, { label: 'Same' }] });
  assert.equal(twice.status, 422);
});

test('a hidden field keeps its values, is not demanded, and comes back', async () => {
  const key = await addSelect('Seal');
  const path = '/api/v1/people';
  const refused = await kith.request('POST', path, { name: 'Nobody', c_club: 'Gold', c_level: 'Gold' });
  assert.equal(refused.status, 422);
  const made = await kith.request('POST', path, { name: 'Anna', c_club: 'Gold', c_level: 'Gold', [key]: 'Gold' });
  assert.equal((await kith.request('DELETE', `/api/v1/objects/people/fields/${key}`)).status, 200);
  assert.deepEqual([(await field(key)).archived, (await field(key)).required], [true, false]);
  assert.equal((await kith.request('POST', path, { name: 'Nobody', c_club: 'Gold', c_level: 'Gold' })).status, 201);
  assert.equal((await kith.request('GET', `${path}/${made.body.id as string}`)).body[key], 'Gold');
  const filter = encodeURIComponent(JSON.stringify({ field: key, is: 'Gold' }));
  assert.equal((await kith.request('GET', `${path}?filter=${filter}`)).body.data.length, 1);
  assert.equal((await patch(key, { archived: false })).status, 200);
  assert.deepEqual([(await field(key)).archived, (await field(key)).required], [false, true]);
});

test('what records cannot be without is not hidden, and standard choices stay', async () => {
  assert.equal((await patch('name', { archived: true })).status, 422);
  assert.equal((await patch('created_at', { archived: true })).status, 422);
  assert.equal((await patch('stage', { options: [{ label: 'Mine' }] })).status, 422);
  assert.equal((await patch('nothing', { label: 'x' })).status, 422);
  const member = await kith.addMember('Member', 'member');
  const answer = await kith.request('PATCH', '/api/v1/objects/people/fields/title', { label: 'x' }, { as: member });
  assert.equal(answer.status, 403);
});

test('fields stand in the order they were put, the others behind', async () => {
  const earlier = (await fields()).map((one) => one.key);
  const order = ['city', 'name', 'title'];
  assert.equal((await kith.request('PATCH', '/api/v1/objects/people', { field_order: order })).status, 200);
  const rest = earlier.filter((key) => !order.includes(key));
  assert.deepEqual(
    (await fields()).map((one) => one.key),
    [...order, ...rest],
  );
  assert.equal((await kith.request('PATCH', '/api/v1/objects/people', { field_order: ['no'] })).status, 422);
});

test('a field is made required, marked as personal data, and given a value that new records begin with', async () => {
  const call = (method: string, path: string, body: object) => kith.request(method, `/api/v1/${path}`, body);
  await call('POST', 'objects/companies/fields', { label: 'Rank', type: 'select', options: ['A', 'B'] });
  const path = 'objects/companies/fields/c_rank';
  const begun = await call('PATCH', path, { default: 'B', sensitive: true });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  assert.equal((await call('POST', 'companies', { name: 'Begins' })).body.c_rank, 'B');
  assert.equal((await call('PATCH', path, { default: 'Z' })).body.errors[0].pointer, '/default');
  await call('PATCH', path, { required: true, default: null });
  const without = await call('POST', 'companies', { name: 'Without' });
  assert.deepEqual([without.status, without.body.errors[0].code], [422, 'field.required']);
  const { body } = await kith.request('GET', '/api/v1/objects/companies');
  const rank = body.fields.find((one: { key: string }) => one.key === 'c_rank');
  assert.deepEqual([rank.required, rank.sensitive, rank.default], [true, true, null]);
  await call('POST', `change_sets/${begun.headers['kith-change-set']!}/undo`, { force: true });
  const city = await call('PATCH', 'objects/companies/fields/city', { required: true });
  assert.deepEqual([city.status, city.body.errors[0].code], [422, 'field.is_standard']);
});

test('a field is shown by a condition on its record, not told to those who may not see what it asks', async () => {
  const call = (method: string, path: string, body: object) => kith.request(method, `/api/v1/${path}`, body);
  const path = 'objects/deals/fields/lost_reason';
  const show_if = { field: 'outcome', is: 'lost' };
  const laid = await call('PATCH', path, { show_if });
  assert.equal(laid.status, 200, JSON.stringify(laid.body));
  const told = async (as?: TestMember) => {
    const { body } = await kith.request('GET', '/api/v1/objects/deals', undefined, as ? { as } : {});
    return body.fields.find((one: { key: string }) => one.key === 'lost_reason').show_if;
  };
  assert.deepEqual(await told(), show_if);
  const made = await call('POST', 'deals', { title: 'Kept open', lost_reason: 'Price' });
  assert.equal(made.status, 201, 'it decides what is shown, not what is written');

  const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
  const actions = { import: false, export: false, merge: false, bulk: false, share: false };
  const objects = { default: all, deal: { ...all, fields: { outcome: 'hidden' } } };
  const role = await call('POST', 'roles', { name: 'No outcomes', rights: { administers: false, objects, actions } });
  assert.equal(await told(await kith.addMember('Petros', role.body.key as string)), null);

  for (const wrong of [{ field: 'lost_reason', is: 'x' }, { field: 'nothing', is: 1 }, { field: 'outcome', gt: 1 }, 7])
    assert.equal((await call('PATCH', path, { show_if: wrong })).body.errors[0].code, 'field.show_if');
  await call('POST', `change_sets/${laid.headers['kith-change-set']!}/undo`, {});
  assert.equal(await told(), null);
});
