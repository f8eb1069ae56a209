import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRecords, getObject, inChangeSet } from '#kernel/objects';
import { testApp, type Answer, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('redo', () => {
  let kith: TestApp;
  let now = new Date('2026-01-10T08:00:00Z');

  before(async () => {
    kith = await testApp({ clock: () => now });
  });
  after(() => kith.close());

  const setOf = (answer: Answer) => answer.headers['kith-change-set']!;
  const ask = (set: string, what: 'undo' | 'redo', body: Json = {}, query = '') =>
    kith.request('POST', `/api/v1/change_sets/${set}/${what}${query}`, body);
  const ok = async (answer: Promise<Answer>) => {
    const got = await answer;
    assert.equal(got.status, 200, JSON.stringify(got.body));
    return got.body;
  };
  const person = async () => {
    const made = await kith.request('POST', '/api/v1/people', { name: 'Maria', city: 'Limassol' });
    return { made, at: `/api/v1/people/${made.body.id as string}` };
  };
  const city = async (at: string) => (await kith.request('GET', at)).body.city as string;
  const undone = async (set: string) =>
    (await kith.request('GET', '/api/v1/change_sets?limit=200')).body.data.find((one: Json) => one['id'] === set)
      .undone;

  test('an edit goes back and forth as often as one likes', async () => {
    const { at } = await person();
    const set = setOf(await kith.request('PATCH', at, { city: 'Paphos' }));
    assert.equal((await ask(set, 'redo')).body.code, 'change_set.not_undone');
    for (let round = 0; round < 3; round += 1) {
      await ok(ask(set, 'undo'));
      assert.deepEqual([await city(at), await undone(set)], ['Limassol', true]);
      assert.equal((await ask(set, 'undo')).body.code, 'change_set.already_undone');
      await ok(ask(set, 'redo'));
      assert.deepEqual([await city(at), await undone(set)], ['Paphos', false]);
    }
    const labels = (await kith.request('GET', '/api/v1/change_sets?limit=3')).body.data.map(
      (one: Json) => one['label'],
    );
    assert.deepEqual(labels, ['Redo: Change person', 'Undo: Change person', 'Redo: Change person']);
  });

  test('a removal, a merge and a field that was made are done again', async () => {
    const { at } = await person();
    const removed = setOf(await kith.request('DELETE', at));
    await ok(ask(removed, 'undo'));
    await ok(ask(removed, 'redo'));
    assert.ok((await kith.request('GET', at)).body.deleted_at);

    const [one, two] = [await person(), await person()];
    const merged = await kith.request('POST', `${one.at}/merge`, { with: [two.made.body.id] });
    await ok(ask(merged.body.merge_id, 'undo'));
    assert.equal((await kith.request('GET', two.at)).body.id, two.made.body.id);
    await ok(ask(merged.body.merge_id, 'redo'));
    assert.equal((await kith.request('GET', two.at)).body.id, one.made.body.id);

    const field = await kith.request('POST', '/api/v1/objects/people/fields', { label: 'Shoe size', type: 'number' });
    assert.equal(field.status, 201, JSON.stringify(field.body));
    const archived = async () =>
      (await kith.request('GET', '/api/v1/objects/people')).body.fields.find((f: Json) => f['key'] === 'c_shoe_size')
        .archived;
    await ok(ask(setOf(field), 'undo'));
    assert.equal(await archived(), true);
    await ok(ask(setOf(field), 'redo'));
    assert.ok(!(await archived()));
  });

  test('what went to the trash meanwhile follows when an un-merge is done again', async () => {
    const [one, two] = [await person(), await person()];
    const values = { subject: 'old', people: [two.made.body.id] };
    const call = `/api/v1/calls/${(await kith.request('POST', '/api/v1/calls', values)).body.id as string}`;
    const peopleOf = async () =>
      (await kith.request('GET', call)).body.people.map((somebody: { id: string }) => somebody.id);
    const { merge_id } = (await kith.request('POST', `${one.at}/merge`, { with: [two.made.body.id] })).body;
    await kith.request('DELETE', call);
    await ok(ask(merge_id, 'undo'));
    assert.deepEqual(await peopleOf(), [two.made.body.id]);
    await ok(ask(merge_id, 'redo'));
    assert.deepEqual(await peopleOf(), [one.made.body.id]);
  });

  test('an un-merge of what is a part of a third one is done again on all of them', async () => {
    const [top, middle, last] = [await person(), await person(), await person()];
    await kith.request('PATCH', last.at, { title: 'CFO' });
    const join = async (into: string, gone: string) =>
      (await kith.request('POST', `${into}/merge`, { with: [gone] })).body.merge_id as string;
    const low = await join(middle.at, last.made.body.id);
    const high = await join(top.at, middle.made.body.id);
    await ok(ask(low, 'undo'));
    assert.equal((await kith.request('GET', top.at)).body.title, null);
    await ok(ask(low, 'redo'));
    assert.equal((await kith.request('GET', top.at)).body.title, 'CFO');
    await ok(ask(high, 'undo'));
    assert.equal((await kith.request('GET', middle.at)).body.title, 'CFO', 'the middle one had it from the last');
  });

  test('a large undo is done again as a job', async () => {
    const rows = Array.from({ length: 5_001 }, (_, n) => ({ name: `Tag ${n}` }));
    const set = await kith.inWorkspace(async (ctx) => {
      const options = { origin: 'import' as const, label: 'Many tags', trusted: true };
      const tags = getObject(ctx, 'tag');
      return (
        await inChangeSet(ctx, options, (writes) =>
          createRecords(
            writes,
            tags,
            rows.map((values) => ({ values })),
          ),
        )
      ).changeSetId!;
    });
    const left = async () => (await kith.request('GET', '/api/v1/tags?limit=2')).body.data.length;
    const queued = await ask(set, 'undo');
    assert.equal(queued.status, 202, JSON.stringify(queued.body));
    await kith.drain();
    assert.equal(await left(), 0);
    assert.equal((await ask(set, 'redo')).status, 202);
    await kith.drain();
    assert.equal(await left(), 2);
    assert.equal(await undone(set), false);
  });

  test('a workspace chooses for how long deeds can be taken back, ninety days at least', async () => {
    const path = '/api/v1/settings/history';
    assert.deepEqual((await kith.request('GET', path)).body, { undo_days: null });
    const { at } = await person();
    const set = setOf(await kith.request('PATCH', at, { city: 'Paphos' }));
    assert.equal((await kith.request('PUT', path, { undo_days: 89 })).status, 422);
    const member = await kith.addMember('Member', 'member');
    assert.equal((await kith.request('PUT', path, { undo_days: 100 }, { as: member })).status, 403);
    assert.deepEqual((await kith.request('PUT', path, { undo_days: 100 })).body, { undo_days: 100 });
    now = new Date(now.getTime() + 101 * 86_400_000);
    const late = await ask(set, 'undo');
    assert.deepEqual([late.status, late.body.code], [409, 'change_set.too_old']);
    assert.equal((await kith.request('GET', `${at}/changes`)).body.data.length, 2, 'the history is whole');
    await kith.request('PUT', path, { undo_days: null });
    await ok(ask(set, 'undo'));
  });
});

describe('later edits that an undo meets', () => {
  let kith: TestApp;
  let other: TestMember;

  before(async () => {
    kith = await testApp();
    other = await kith.addMember('Petros', 'member');
  });
  after(() => kith.close());

  const start = async () => {
    const made = await kith.request('POST', '/api/v1/people', { name: 'Maria', city: 'Limassol' });
    const at = `/api/v1/people/${made.body.id as string}`;
    const set = (await kith.request('PATCH', at, { city: 'Paphos', title: 'CEO' })).headers['kith-change-set']!;
    await kith.request('PATCH', at, { city: 'Nicosia', title: 'Chair' }, { as: other });
    return { id: made.body.id as string, at, made, undo: `/api/v1/change_sets/${set}/undo` };
  };
  const read = async (at: string) => (await kith.request('GET', at)).body;

  test('are told beforehand with who wrote them and when, and nothing is done', async () => {
    const { at, undo, id } = await start();
    const told = await kith.request('POST', `${undo}?preview=true`);
    assert.equal(told.status, 200);
    const [city] = told.body.conflicts.filter((one: Json) => one['field'] === 'city');
    assert.deepEqual([told.body.preview, city.record, city.mine, city.theirs], [true, id, 'Limassol', 'Nicosia']);
    assert.equal(city.later.author.name, 'Petros');
    assert.ok(Date.parse(city.later.at) > 0);
    assert.equal((await read(at)).city, 'Nicosia');
    assert.equal((await read(at)).version, 3);
  });

  test('are overwritten one by one where somebody chooses so', async () => {
    const { at, undo, id } = await start();
    const done = await kith.request('POST', undo, { overwrite: [`${id}/city`] });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.deepEqual(
      done.body.conflicts.map((one: Json) => one['field']),
      ['title'],
    );
    const { city, title } = await read(at);
    assert.deepEqual([city, title], ['Limassol', 'Chair']);
  });

  test('are all overwritten by one word', async () => {
    const { at, undo } = await start();
    const done = await kith.request('POST', undo, { overwrite: 'all' });
    assert.deepEqual([done.status, done.body.conflicts], [200, []]);
    const { city, title } = await read(at);
    assert.deepEqual([city, title], ['Limassol', null]);
  });

  test('a record that was worked on since goes to the trash where its id is named', async () => {
    const { at, made, id } = await start();
    const undo = `/api/v1/change_sets/${made.headers['kith-change-set']}/undo`;
    assert.equal((await kith.request('POST', undo, {})).status, 409);
    assert.equal((await kith.request('POST', undo, { overwrite: [id] })).status, 200);
    assert.ok((await read(at)).deleted_at);
  });
});
