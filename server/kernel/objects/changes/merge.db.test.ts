import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;
const tables = ['person', 'company', 'employment', 'call', 'task', 'note', 'deal', 'relationship', 'tag'];

describe('merging', () => {
  let kith: TestApp;

  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const create = async (api: string, values: Json) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const read = async (path: string) => {
    const answer = await kith.request('GET', `/api/v1/${path}`);
    assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  /** Every row of the records and of what is worked out from them; versions and times of writing aside. */
  const dump = () =>
    kith.inWorkspace(async ({ db }) => {
      const all: Json = {};
      for (const name of tables) {
        const rows = await db.many<Json>(sql`select * from ${db.table(name)} order by id`);
        all[name] = rows.map((row) => ({ ...row, version: 0, updated_at: '', updated_by_id: '' }));
      }
      all['timeline'] = await db.many(sql`select * from ${db.table('timeline')} order by object, record_id, entry_id`);
      all['record_key'] = await db.many(sql`select * from ${db.table('record_key')} order by key, record_id`);
      return all;
    });

  const twoPeople = async () => {
    const [one, other] = [
      await create('companies', { name: 'One Ltd' }),
      await create('companies', { name: 'Other Ltd' }),
    ];
    const [red, blue] = [
      await create('tags', { name: `red${one.id}` }),
      await create('tags', { name: `blue${one.id}` }),
    ];
    const kept = await create('people', {
      name: 'Maria Ioannou',
      emails: ['maria@one.example'],
      tags: [red.id],
      city: 'Limassol',
    });
    const gone = await create('people', {
      name: 'Ioannou M.',
      emails: ['m.ioannou@other.example', 'maria@one.example'],
      phones: ['99123456'],
      tags: [blue.id, red.id],
      city: 'Nicosia',
      country: 'CY',
    });
    const friend = await create('people', { name: 'A Friend' });
    await create('employments', { person: kept.id, company: one.id, started_on: '2020' });
    await create('employments', { person: gone.id, company: other.id, started_on: '2022', title: 'CFO' });
    await create('relationships', { person: friend.id, other: gone.id, kind: 'friend' });
    await create('calls', { subject: 'both', people: [kept.id, gone.id], happened_at: '2025-01-01T10:00:00Z' });
    await create('calls', { subject: 'gone alone', people: [gone.id, friend.id], happened_at: '2025-02-01T10:00:00Z' });
    await create('tasks', { subject: 'ring back', people: [gone.id], due_at: '2027-01-01T10:00:00Z' });
    await create('notes', { subject: 'in the trash', people: [gone.id] });
    await create('deals', { title: 'A sale', person: gone.id });
    return { one, other, red, blue, kept, gone, friend };
  };

  test('everything follows the record that stays, and both ids answer', async () => {
    const { other, red, blue, kept, gone, friend } = await twoPeople();
    const merged = await kith.request('POST', `/api/v1/people/${kept.id}/merge`, { with: [gone.id] });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    for (const id of [kept.id, gone.id]) assert.equal((await read(`people/${id}`)).id, kept.id);
    const person = await read(`people/${kept.id}`);
    assert.deepEqual(
      person.emails.map((one: { value: string }) => one.value),
      ['maria@one.example', 'm.ioannou@other.example'],
    );
    assert.equal(person.phones[0].value, '+35799123456');
    assert.equal(person.city, 'Limassol', 'its own value stays');
    assert.equal(person.country, 'CY', 'a gap is filled');
    assert.deepEqual(person.tags.map((tag: { id: string }) => tag.id).sort(), [red.id, blue.id].sort());
    assert.equal(person.company.id, other.id, 'the newest employment is the present one');
    assert.equal(person.open_deals, 1);
    assert.equal(person.next_step_at, '2027-01-01T10:00:00Z');
    assert.equal(person.last_contact_at, '2025-02-01T10:00:00Z');
    const shown = (await read(`people/${gone.id}/timeline?kinds=call,task,note`)).data;
    assert.deepEqual(shown.map((one: { title: string }) => one.title).sort(), [
      'both',
      'gone alone',
      'in the trash',
      'ring back',
    ]);
    const call = await read(`calls/${shown.find((one: { title: string }) => one.title === 'both').id}`);
    assert.deepEqual(
      call.people.map((one: { id: string }) => one.id),
      [kept.id],
      'no participant comes twice',
    );
    const relations = (
      await kith.request('POST', '/api/v1/relationships/query', { filter: { field: 'person', is: friend.id } })
    ).body.data;
    assert.equal(relations[0].other.id, kept.id);
    const listed = (await read('people?limit=1000')).data.map((one: { id: string }) => one.id);
    assert.ok(!listed.includes(gone.id));
    const trash = (await read('people?trash=true')).data.map((one: { id: string }) => one.id);
    assert.ok(!trash.includes(gone.id), 'a merged record is not in the trash');
    assert.equal((await read('search?q=m.ioannou@other.example')).data[0].id, kept.id);
  });

  test('the undo of a merge restores every table as it was, and the merge can be done again', async () => {
    const { kept, gone } = await twoPeople();
    const noted = (await read(`people/${gone.id}/timeline?kinds=note`)).data[0];
    await kith.request('DELETE', `/api/v1/notes/${noted.id}`);
    const whole = await dump();
    const merged = await kith.request('POST', `/api/v1/people/${kept.id}/merge`, {
      with: [gone.id],
      values: { city: 'Paphos', name: 'Maria M. Ioannou' },
    });
    assert.equal((await read(`people/${kept.id}`)).city, 'Paphos');
    const undone = await kith.request('POST', `/api/v1/merges/${merged.body.merge_id}/undo`);
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual(undone.body.conflicts, []);
    assert.deepEqual(await dump(), whole);
    assert.equal((await read(`people/${gone.id}`)).id, gone.id);
    const redone = await kith.request('POST', `/api/v1/change_sets/${undone.body.change_set_id}/undo`);
    assert.equal(redone.status, 200, JSON.stringify(redone.body));
    assert.equal((await read(`people/${gone.id}`)).id, kept.id, 'the undo of the undo merges again');
  });

  test('three records, one after the other, all answer under their ids', async () => {
    const ids: string[] = [];
    for (const name of ['First', 'Second', 'Third']) ids.push((await create('people', { name })).id);
    await kith.request('POST', `/api/v1/people/${ids[1]}/merge`, { with: [ids[2]] });
    await kith.request('POST', `/api/v1/people/${ids[0]}/merge`, { with: [ids[1]] });
    for (const id of ids) assert.equal((await read(`people/${id}`)).id, ids[0]);
  });

  test('two companies are merged with their people and deals', async () => {
    const [one, other] = [await create('companies', { name: 'Acme' }), await create('companies', { name: 'ACME Ltd' })];
    const person = await create('people', { name: 'Works there' });
    await create('employments', { person: person.id, company: other.id });
    await create('deals', { title: 'Sale', company: other.id });
    await create('companies', { name: 'Daughter', parent: other.id });
    const merged = await kith.request('POST', `/api/v1/companies/${one.id}/merge`, { with: [other.id] });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    const kept = await read(`companies/${one.id}`);
    assert.equal(kept.people_count, 1);
    assert.equal(kept.open_deals, 1);
    assert.equal((await read(`people/${person.id}`)).company.id, one.id);
  });

  test('a company that becomes part of its daughter leaves it without a parent', async () => {
    const mother = await create('companies', { name: 'Mother' });
    const daughter = await create('companies', { name: 'Daughter of her', parent: mother.id });
    const merged = await kith.request('POST', `/api/v1/companies/${daughter.id}/merge`, { with: [mother.id] });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    assert.equal((await read(`companies/${daughter.id}`)).parent, null);
    assert.equal((await kith.request('POST', `/api/v1/merges/${merged.body.merge_id}/undo`)).status, 200);
    assert.equal((await read(`companies/${daughter.id}`)).parent.id, mother.id);
  });

  test('a name that only one record may have goes to the one that stays, and back', async () => {
    const [kept, gone] = [await create('tags', { name: 'customer' }), await create('tags', { name: 'client' })];
    const body = { with: [gone.id], values: { name: 'client' } };
    const merged = await kith.request('POST', `/api/v1/tags/${kept.id}/merge`, body);
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    assert.equal((await read(`tags/${kept.id}`)).name, 'client');
    const undone = await kith.request('POST', `/api/v1/merges/${merged.body.merge_id}/undo`);
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual(
      [(await read(`tags/${kept.id}`)).name, (await read(`tags/${gone.id}`)).name],
      ['customer', 'client'],
    );
  });

  test('what cannot be merged is refused', async () => {
    const person = await create('people', { name: 'Alone' });
    const at = `/api/v1/people/${person.id}/merge`;
    assert.equal((await kith.request('POST', at, { with: [person.id] })).status, 422);
    assert.equal((await kith.request('POST', at, { with: [] })).status, 422);
    assert.equal((await kith.request('POST', at, { with: ['x'] })).status, 404);
    assert.equal((await kith.request('POST', at, { with: [kith.workspace.id] })).status, 404);
  });

  test('what was merged is not restored by itself, and the undo of the merge still parts them', async () => {
    const [kept, gone] = [await create('people', { name: 'Kept' }), await create('people', { name: 'Gone' })];
    const merged = await kith.request('POST', `/api/v1/people/${kept.id}/merge`, { with: [gone.id] });
    assert.equal((await kith.request('POST', `/api/v1/people/${gone.id}/restore`)).status, 409);
    assert.equal((await read(`people/${gone.id}`)).id, kept.id);
    assert.equal((await kith.request('POST', `/api/v1/merges/${merged.body.merge_id}/undo`)).status, 200);
    assert.equal((await read(`people/${gone.id}`)).id, gone.id);
  });
});
