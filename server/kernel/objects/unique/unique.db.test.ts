import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
  await ok('POST', 'objects/people/fields', { label: 'Card', type: 'text' });
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => kith.request(method, `/api/v1/${path}`, body);
const ok = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const card = 'objects/people/fields/c_card';
const person = async (values: object): Promise<string> => (await ok('POST', 'people', values)).body.id;
const isUnique = async () =>
  (await ok('GET', 'objects/people')).body.fields.find((one: { key: string }) => one.key === 'c_card').unique;
/** Whether the indexes that keep it so are whole. */
const indexes = async () =>
  (
    await kith.inWorkspace(({ db }) =>
      db.many<{ valid: boolean }>(sql`select i.indisvalid as valid from pg_catalog.pg_index i
        join pg_catalog.pg_class c on c.oid = i.indexrelid where c.relname = 'person_c_card_unique'`),
    )
  ).map(({ valid }) => valid);
const job = async (id: string) => (await ok('GET', `jobs/${id}`)).body.result;

test('doubled values refuse it and are told; then it is unique, and undo and redo take it away and back', async () => {
  const first = await person({ name: 'Anna', c_card: 'Άλφα 1' });
  const second = await person({ name: 'Bella', c_card: 'ALFA 1' });
  await person({ name: 'Carl', c_card: 'B 2' });
  await person({ name: 'Dora' });
  await person({ name: 'Eva' });
  const preview = await ok('PATCH', `${card}?preview=true`, { unique: true });
  const records = [
    { id: first, name: 'Anna' },
    { id: second, name: 'Bella' },
  ];
  assert.deepEqual(preview.body, { unique: true, doubled: 1, groups: [{ value: 'Άλφα 1', count: 2, records }] });
  const refused = await call('PATCH', card, { unique: true });
  assert.deepEqual([refused.status, refused.body.code, refused.body.doubled], [422, 'field.values_doubled', 1]);
  assert.deepEqual(refused.body.groups, preview.body.groups);
  assert.equal(await isUnique(), false);

  await ok('PATCH', `people/${second}`, { c_card: 'C 3' });
  const made = await ok('PATCH', card, { unique: true });
  assert.equal(made.status, 202);
  await kith.drain();
  assert.deepEqual(await job(made.body.job_id), { unique: true, doubled: 0 });
  assert.deepEqual([await isUnique(), await indexes()], [true, [true]]);
  const again = await call('POST', 'people', { name: 'Fay', c_card: 'alfa 1' });
  assert.deepEqual(
    [again.status, again.body.code, again.body.errors[0].pointer],
    [409, 'record.not_unique', '/c_card'],
  );
  const found = await ok('PUT', 'people/by/c_card/B%202', { city: 'Paphos' });
  assert.equal(found.status, 200, 'a unique field is what an upsert goes by');
  const type = await call('PATCH', card, { type: 'long_text' });
  assert.equal(type.body.errors[0].code, 'field.is_unique');

  const undo = await ok('POST', `change_sets/${made.headers['kith-change-set']}/undo`, {});
  await kith.drain();
  assert.deepEqual([await isUnique(), await indexes()], [false, []]);
  await ok('POST', `change_sets/${undo.body.change_set_id}/undo`, {});
  await kith.drain();
  assert.deepEqual([await isUnique(), await indexes()], [true, [true]]);
  await ok('PATCH', card, { unique: false });
  await kith.drain();
  assert.deepEqual([await isUnique(), await indexes()], [false, []]);
});

test('what a killed build left is made anew, and equal values written meanwhile are told', async () => {
  const name = `"${kith.workspace.schema}".person`;
  const client = await kith.services.pools.owner.connect();
  const twin = await person({ name: 'Gina', c_card: 'B 2' });
  try {
    await assert.rejects(
      client.query(`create unique index concurrently person_c_card_unique on ${name} (c_card__sort)`),
      /duplicate|could not create/,
    );
  } finally {
    client.release();
  }
  assert.deepEqual(await indexes(), [false]);
  await ok('DELETE', `people/${twin}`);
  await ok('PATCH', card, { unique: true });
  await kith.drain();
  assert.deepEqual(await indexes(), [true]);
  await ok('PATCH', card, { unique: false });
  await kith.drain();

  const made = await ok('PATCH', card, { unique: true });
  await person({ name: 'Hera', c_card: 'b 2' });
  await kith.drain();
  assert.deepEqual(await job(made.body.job_id), { unique: false, doubled: 1 });
  assert.deepEqual([await isUnique(), await indexes()], [false, []]);
  const { body } = await ok('GET', 'change_sets');
  assert.ok(body.data.some((one: { label: string }) => one.label === 'Not unique after all: Card'));
});

test('a new field may be unique from the first day, and a file says so too', async () => {
  await ok('POST', 'objects/people/fields', { label: 'Badge', type: 'number', unique: true });
  await kith.drain();
  await person({ name: 'Ida', c_badge: 7 });
  assert.equal((await call('POST', 'people', { name: 'Jon', c_badge: 7 })).status, 409);
  const file = (await ok('GET', 'model')).body;
  assert.equal(file.objects.people.fields.c_badge.unique, true);
  assert.equal(file.objects.people.fields.c_card.unique, undefined);
  file.objects.people.fields.c_card.unique = true;
  const doubled = await call('POST', 'model/apply', file);
  assert.deepEqual(
    doubled.body.errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code]),
    [['/objects/people/fields/c_card/unique', 'field.values_doubled']],
  );
  file.objects.people.fields.c_card.unique = false;
  file.objects.people.fields.c_badge.unique = false;
  await ok('POST', 'model/apply', file);
  await kith.drain();
  assert.equal((await call('POST', 'people', { name: 'Jon', c_badge: 7 })).status, 201);
});

test('only what has one meaning of equal can be so, and groups name nobody whom the asker may not read', async () => {
  const code = async (path: string) => (await call('PATCH', path, { unique: true })).body.errors[0].code;
  assert.equal(await code('objects/people/fields/city'), 'field.is_standard');
  await ok('POST', 'objects/people/fields', { label: 'Story', type: 'long_text' });
  assert.equal(await code('objects/people/fields/c_story'), 'field.cannot_be_unique');
  const born = await call('POST', 'objects/people/fields', { label: 'Tale', type: 'long_text', unique: true });
  assert.equal(born.body.errors[0].code, 'field.cannot_be_unique');
  const nothing = await call('PATCH', `${card}?preview=true`, { label: 'X' });
  assert.deepEqual([nothing.status, nothing.body.errors[0].pointer], [422, '/label']);
  const member = await kith.addMember('Mia', 'member');
  const refused = await kith.request('PATCH', `/api/v1/${card}?preview=true`, { unique: true }, { as: member });
  assert.equal(refused.status, 403);
});
