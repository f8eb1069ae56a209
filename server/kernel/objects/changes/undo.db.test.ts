import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type Answer, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('optimistic concurrency', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const start = async () => {
    const made = await kith.request('POST', '/api/v1/people', { name: 'Maria', city: 'Limassol', title: 'CFO' });
    const at = `/api/v1/people/${made.body.id as string}`;
    const patch = (values: Json, headers: Record<string, string> = {}) =>
      kith.request('PATCH', at, values, { headers });
    return { at, patch, etag: made.headers['etag']! };
  };

  test('the tag of a record is its version, and each change raises it by one', async () => {
    const { at, patch, etag } = await start();
    assert.equal(etag, '"v1"');
    assert.equal((await patch({ city: 'Paphos' })).headers['etag'], '"v2"');
    assert.equal((await kith.request('GET', at)).headers['etag'], '"v2"');
    assert.equal((await patch({ city: 'Paphos' })).headers['etag'], '"v2"', 'what changes nothing is no change');
  });

  test('a later change to another field merges', async () => {
    const { patch, etag } = await start();
    await patch({ title: 'CEO' });
    const mine = await patch({ city: 'Paphos' }, { 'if-match': etag });
    assert.equal(mine.status, 200);
    assert.deepEqual([mine.body.title, mine.body.city, mine.body.version], ['CEO', 'Paphos', 3]);
  });

  test('a later change to the same field is told with mine, theirs and original', async () => {
    const { at, patch, etag } = await start();
    await patch({ city: 'Larnaca' });
    await patch({ city: 'Nicosia' });
    const mine = await patch({ city: 'Paphos', title: 'CEO' }, { 'if-match': etag });
    assert.equal(mine.status, 409);
    assert.equal(mine.body.conflicts.length, 1);
    const { field, mine: own, theirs, original } = mine.body.conflicts[0];
    assert.deepEqual([field, own, theirs, original], ['city', 'Paphos', 'Nicosia', 'Limassol']);
    assert.equal(mine.body.errors[0].pointer, '/city');
    assert.equal((await kith.request('GET', at)).body.title, 'CFO', 'nothing of it was written');
  });

  test('the same value written by both is no conflict', async () => {
    const { patch, etag } = await start();
    await patch({ city: 'Paphos' });
    assert.equal((await patch({ city: 'Paphos' }, { 'if-match': etag })).status, 200);
  });

  test('Kith-Strict turns any later change into 412, and no If-Match simply applies', async () => {
    const { patch, etag } = await start();
    await patch({ title: 'CEO' });
    assert.equal((await patch({ city: 'Paphos' }, { 'if-match': etag, 'kith-strict': '1' })).status, 412);
    assert.equal((await patch({ title: 'Chair' })).status, 200);
    assert.equal((await patch({ title: 'Head' }, { 'if-match': '*' })).status, 200);
  });

  test('a version that never was is refused', async () => {
    const { patch } = await start();
    for (const tag of ['"v99"', '"x"', 'v', '"v1" or 1=1']) {
      assert.equal((await patch({ city: 'x' }, { 'if-match': tag, 'kith-strict': '1' })).status, 412, tag);
      assert.equal((await patch({ city: 'x' }, { 'if-match': tag })).status, 412, tag);
    }
  });

  test('every write of a record heeds If-Match and Kith-Strict, and answers with its tag', async () => {
    const { at, patch, etag } = await start();
    const email = 'maria@strict.example';
    await patch({ emails: [email] });
    const strict = { headers: { 'if-match': etag, 'kith-strict': '1' } };
    const other = (await start()).at.split('/').at(-1)!;
    const put = `/api/v1/people/by/emails/${email}`;
    const calls: [string, string, object | undefined][] = [
      ['PUT', put, { title: 'CEO' }],
      ['POST', `${at}/merge`, { with: [other], values: { title: 'CEO' } }],
      ['DELETE', at, undefined],
    ];
    for (const [method, path, body] of calls) {
      const answer = await kith.request(method, path, body, strict);
      assert.deepEqual([answer.status, answer.body.code], [412, 'record.changed_since'], `${method} ${path}`);
    }
    assert.equal((await kith.request('GET', at)).headers['etag'], '"v2"', 'nothing of it was written');
    const merged = { headers: { 'if-match': etag } };
    const putAnswer = await kith.request('PUT', put, { title: 'CEO' }, merged);
    assert.deepEqual([putAnswer.status, putAnswer.headers['etag']], [200, '"v3"']);
    const created = await kith.request('PUT', '/api/v1/people/by/emails/new@strict.example', { name: 'New' });
    assert.deepEqual([created.status, created.headers['etag']], [201, '"v1"']);
    assert.equal((await kith.request('DELETE', at, undefined, merged)).status, 204);
    assert.equal((await kith.request('POST', `${at}/restore`, undefined, strict)).status, 412);
    assert.equal((await kith.request('POST', `${at}/restore`)).headers['etag'], '"v5"');
  });

  test('twenty writers of twenty fields at once all stay', async () => {
    const { at, patch, etag } = await start();
    const fields = ['city', 'country', 'title', 'lead_source', 'spouse', 'quick_facts', 'how_we_met', 'notes'];
    const answers = await Promise.all(fields.map((field) => patch({ [field]: `by ${field}` }, { 'if-match': etag })));
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
    const { body } = await kith.request('GET', at);
    for (const field of fields) assert.equal(body[field], `by ${field}`);
    assert.equal(body.version, 1 + fields.length);
  });
});

describe('undo', () => {
  let kith: TestApp;
  let other: TestMember;
  before(async () => {
    kith = await testApp();
    other = await kith.addMember('Petros', 'member');
  });
  after(() => kith.close());

  const setOf = (answer: Answer) => answer.headers['kith-change-set']!;
  const undo = (set: string, body: Json = {}) => kith.request('POST', `/api/v1/change_sets/${set}/undo`, body);
  const person = async (values: Json = { name: 'Maria', city: 'Limassol' }) => {
    const made = await kith.request('POST', '/api/v1/people', values);
    assert.equal(made.status, 201);
    return { made, at: `/api/v1/people/${made.body.id as string}` };
  };
  const city = async (at: string) => (await kith.request('GET', at)).body.city as string;
  const keys = (id: string) =>
    kith.inWorkspace(({ db }) =>
      db.many(sql`select key from ${db.table('record_key')} where record_id = ${id} order by key`),
    );

  test('a create is undone into the trash, and the undo undone out of it', async () => {
    const { made, at } = await person();
    const words = await keys(made.body.id);
    assert.ok(words.length > 0);
    const undone = await undo(setOf(made));
    assert.deepEqual([undone.status, undone.body.undone], [200, 1]);
    assert.ok((await kith.request('GET', at)).body.deleted_at);
    assert.deepEqual(await keys(made.body.id), []);
    assert.equal((await undo(undone.body.change_set_id)).status, 200);
    assert.equal((await kith.request('GET', at)).body.deleted_at, undefined);
    assert.deepEqual(await keys(made.body.id), words);
  });

  test('an update is undone field by field, back and forth', async () => {
    const { at } = await person();
    const changed = await kith.request('PATCH', at, { city: 'Paphos', emails: ['m@x.example'] });
    const undone = await undo(setOf(changed));
    assert.equal(await city(at), 'Limassol');
    assert.equal((await kith.request('GET', at)).body.emails, null);
    await undo(undone.body.change_set_id);
    const again = (await kith.request('GET', at)).body;
    assert.deepEqual([again.city, again.emails[0].value], ['Paphos', 'm@x.example']);
  });

  test('a delete and a restore are undone', async () => {
    const { at } = await person();
    const trashed = await kith.request('DELETE', at);
    const restored = await kith.request('POST', `${at}/restore`);
    assert.equal(restored.status, 200);
    assert.equal((await undo(setOf(restored))).status, 200);
    assert.ok((await kith.request('GET', at)).body.deleted_at);
    assert.equal((await undo(setOf(trashed))).status, 200);
    assert.equal((await kith.request('GET', at)).body.deleted_at, undefined);
  });

  test('what others changed since stays and is told, unless forced', async () => {
    const { at } = await person();
    const changed = await kith.request('PATCH', at, { city: 'Paphos', title: 'CEO' });
    await kith.request('PATCH', at, { city: 'Nicosia' }, { as: other });
    const undone = await undo(setOf(changed));
    assert.equal(undone.status, 200);
    const [conflict] = undone.body.conflicts;
    assert.deepEqual(
      [conflict.object, conflict.field, conflict.mine, conflict.theirs],
      ['people', 'city', 'Limassol', 'Nicosia'],
    );
    assert.deepEqual([await city(at), (await kith.request('GET', at)).body.title], ['Nicosia', null]);
  });

  test('where nothing could be undone the answer is 409 with the conflicts, and force overrides', async () => {
    const { at } = await person();
    const changed = await kith.request('PATCH', at, { city: 'Paphos' });
    await kith.request('PATCH', at, { city: 'Nicosia' }, { as: other });
    const refused = await undo(setOf(changed));
    assert.equal(refused.status, 409);
    assert.equal(refused.body.conflicts.length, 1);
    assert.equal((await undo(setOf(changed), { force: true })).status, 200);
    assert.equal(await city(at), 'Limassol');
  });

  test('a create that somebody worked on since is kept unless forced', async () => {
    const { made, at } = await person();
    await kith.request('PATCH', at, { city: 'Nicosia' }, { as: other });
    assert.equal((await undo(setOf(made))).status, 409);
    assert.equal((await undo(setOf(made), { force: true })).status, 200);
    assert.ok((await kith.request('GET', at)).body.deleted_at);
  });

  test('nothing is undone twice, also not by two at once', async () => {
    const { at } = await person();
    const changed = await kith.request('PATCH', at, { city: 'Paphos' });
    const both = await Promise.all([undo(setOf(changed)), undo(setOf(changed))]);
    assert.deepEqual(both.map((answer) => answer.status).sort(), [200, 409]);
    assert.equal((await undo(kith.workspace.id)).status, 404);
    assert.equal((await undo('x')).status, 404);
  });

  test('a batch is one change set and is undone as one', async () => {
    const operations = Array.from({ length: 30 }, (_, n) => ({ op: 'create', values: { name: `Batch ${n}` } }));
    const batch = await kith.request('POST', '/api/v1/people/batch', { operations });
    const undone = await undo(setOf(batch));
    assert.equal(undone.body.undone, 30);
    assert.equal((await kith.request('GET', '/api/v1/people?q=batch')).body.data.length, 0);
  });

  test('a role that may not write may not undo', async () => {
    const reader = await kith.addMember('Reader', 'read_only');
    const { made, at } = await person();
    const answer = await kith.request('POST', `/api/v1/change_sets/${setOf(made)}/undo`, {}, { as: reader });
    assert.equal(answer.status, 403);
    assert.equal((await kith.request('GET', at)).body.deleted_at, undefined);
  });

  test('own_records neither undoes nor reads what others did', async () => {
    const own = await kith.addMember('Own', 'own_records');
    const { made, at } = await person({ name: 'Secret Person' });
    const answer = await kith.request('POST', `/api/v1/change_sets/${setOf(made)}/undo`, {}, { as: own });
    assert.ok([404, 409].includes(answer.status), String(answer.status));
    assert.equal((await kith.request('GET', at)).body.deleted_at, undefined);
  });

  test('history tells who changed what from what to what, newest first, and pages', async () => {
    const { at } = await person();
    await kith.request('PATCH', at, { city: 'Paphos' }, { as: other });
    await kith.request('PATCH', at, { owner: other.id, city: 'Nicosia' });
    const first = (await kith.request('GET', `${at}/changes?limit=2`)).body;
    const rest = (await kith.request('GET', `${at}/changes?limit=2&cursor=${first.next_cursor}`)).body;
    assert.deepEqual(
      [...first.data, ...rest.data].map((one: Json) => one['verb']),
      ['update', 'update', 'create'],
    );
    assert.equal(rest.next_cursor, null);
    const [newest, middle] = first.data;
    assert.equal(newest.author.name, 'Anna Georgiou');
    assert.equal(middle.author.name, 'Petros');
    const change = (set: Json[], field: string) => {
      const found = set.find((one) => one['field'] === field)!;
      return [found['before'], found['after']];
    };
    assert.deepEqual(change(newest.fields, 'city'), ['Paphos', 'Nicosia']);
    assert.deepEqual(change(newest.fields, 'owner')[1], { id: other.id, name: 'Petros' });
    assert.deepEqual(change(middle.fields, 'city'), ['Limassol', 'Paphos']);
  });
});
