import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('taking a merge apart at any time', () => {
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
  const change = async (path: string, values: Json) => {
    const answer = await kith.request('PATCH', `/api/v1/${path}`, values);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const merge = async (api: string, into: string, gone: string[], values: Json = {}) => {
    const merged = await kith.request('POST', `/api/v1/${api}/${into}/merge`, { with: gone, values });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    return merged.body.merge_id as string;
  };
  const part = async (id: string, body: Json = {}, query = '') => {
    const parted = await kith.request('POST', `/api/v1/merges/${id}/undo${query}`, body);
    assert.equal(parted.status, 200, JSON.stringify(parted.body));
    return parted.body;
  };
  const values = (list: { value: string }[] | null) => (list ?? []).map((one) => one.value);
  const ids = (list: { id: string }[] | null) => (list ?? []).map((one) => one.id);
  const pair = async () => [
    await create('people', { name: 'Anna One', emails: ['anna@one.example'], city: 'Limassol' }),
    await create('people', { name: 'Ben Two', emails: ['ben@two.example'], country: 'CY', title: 'CFO' }),
  ];

  test('what was edited since stays with the survivor, and the rest comes back to both sides', async () => {
    const [one, two] = await pair();
    const id = await merge('people', one.id, [two.id]);
    await change(`people/${one.id}`, {
      title: 'CEO',
      emails: ['anna@one.example', 'ben@two.example', 'new@x.example'],
    });
    const told = await part(id);
    assert.deepEqual(told.conflicts, []);
    const [first, second] = [await read(`people/${one.id}`), await read(`people/${two.id}`)];
    assert.deepEqual([first.id, second.id], [one.id, two.id], 'both ids answer for themselves');
    assert.deepEqual(values(first.emails), ['anna@one.example', 'new@x.example']);
    assert.deepEqual([first.city, first.country, first.title], ['Limassol', null, 'CEO']);
    assert.deepEqual(values(second.emails), ['ben@two.example']);
    assert.deepEqual([second.city, second.country, second.title], [null, 'CY', 'CFO']);
    assert.deepEqual(
      told.values.kept.map((kept: Json) => [kept['field'], kept['now'], kept['before']]),
      [['title', 'CEO', null]],
    );
  });

  test('one comes out again although the survivor took in another one since', async () => {
    const [one, two] = await pair();
    const third = await create('people', { name: 'Cleo', emails: ['cleo@three.example'], phones: ['99111222'] });
    const both = await create('calls', { subject: 'two and three', people: [two.id, third.id] });
    const alone = await create('calls', { subject: 'two alone', people: [two.id] });
    const first = await merge('people', one.id, [two.id]);
    const second = await merge('people', one.id, [third.id]);
    await part(first);
    assert.deepEqual(values((await read(`people/${one.id}`)).emails), ['anna@one.example', 'cleo@three.example']);
    assert.deepEqual(ids((await read(`calls/${both.id}`)).people).toSorted(), [one.id, two.id].toSorted());
    assert.deepEqual(ids((await read(`calls/${alone.id}`)).people), [two.id]);
    assert.equal((await read(`people/${third.id}`)).id, one.id);
    await part(second);
    assert.deepEqual(ids((await read(`calls/${both.id}`)).people).toSorted(), [third.id, two.id].toSorted());
    assert.deepEqual(values((await read(`people/${one.id}`)).emails), ['anna@one.example']);
  });

  test('one comes out of a survivor that became a part of another itself', async () => {
    const [one, two] = await pair();
    const top = await create('people', { name: 'Dora', emails: ['dora@four.example'] });
    const call = await create('calls', { subject: 'two', people: [two.id] });
    const first = await merge('people', one.id, [two.id]);
    const second = await merge('people', top.id, [one.id]);
    assert.equal((await read(`people/${two.id}`)).id, top.id);
    await part(first);
    const stays = await read(`people/${top.id}`);
    assert.deepEqual(values(stays.emails), ['dora@four.example', 'anna@one.example']);
    assert.deepEqual([stays.city, stays.country, stays.title], ['Limassol', null, null]);
    assert.equal((await read(`people/${two.id}`)).id, two.id);
    assert.equal((await read(`people/${one.id}`)).id, top.id);
    assert.deepEqual(ids((await read(`calls/${call.id}`)).people), [two.id]);
    await part(second);
    assert.deepEqual(values((await read(`people/${one.id}`)).emails), ['anna@one.example']);
    assert.deepEqual(values((await read(`people/${top.id}`)).emails), ['dora@four.example']);
  });

  test('what is new since goes to the side it belongs to, and what belongs to none is told', async () => {
    const [one, two] = await pair();
    const [ours, theirs] = [
      await create('companies', { name: 'One Ltd' }),
      await create('companies', { name: 'Two Ltd' }),
    ];
    await create('employments', { person: one.id, company: ours.id });
    await create('employments', { person: two.id, company: theirs.id });
    const old = await create('mails', { subject: 'old', from: 'x@y.example', people: [two.id], thread: 't-two' });
    const id = await merge('people', one.id, [two.id]);
    const people = [one.id];
    const made: Record<string, Json> = {
      address: await create('mails', { subject: 'a', from: 'Ben <BEN@two.example>', to: 'us@firm.example', people }),
      own: await create('mails', { subject: 'o', from: 'anna@one.example', people }),
      thread: await create('mails', { subject: 't', from: 'us@firm.example', people, thread: 't-two' }),
      link: await create('deals', { title: 'roof', person: one.id, company: theirs.id }),
      open: await create('calls', { subject: 'who knows', people }),
    };
    made['record'] = await create('tasks', { subject: 'offer', people, deals: [made['link']!['id']] });
    const preview = await part(id, {}, '?preview=true');
    assert.equal(preview.preview, true);
    assert.equal((await read(`people/${two.id}`)).id, one.id, 'a preview changes nothing');
    const told = await part(id);
    assert.deepEqual(told.entries, preview.entries, 'the preview tells what is done');
    const of = (name: string) => {
      const { side, why } = told.entries.find((entry: Json) => entry['id'] === made[name]!['id']);
      return [side, why];
    };
    assert.deepEqual(of('address'), [two.id, 'address']);
    assert.deepEqual(of('own'), [one.id, 'address']);
    assert.deepEqual(of('thread'), [two.id, 'thread']);
    assert.deepEqual(of('link'), [two.id, 'link']);
    assert.deepEqual(of('record'), [two.id, 'record']);
    assert.deepEqual(of('open'), [one.id, 'undecided']);
    const shown = (await read(`people/${two.id}/timeline?kinds=mail,task`)).data.map((entry: Json) => entry['id']);
    const expected = [old.id, made['address']!['id'], made['thread']!['id'], made['record']!['id']];
    assert.deepEqual(shown.toSorted(), expected.toSorted());
    assert.equal((await read(`deals/${made['link']!['id']}`)).person.id, two.id);
    assert.equal((await read(`people/${two.id}`)).open_deals, 1);
    assert.equal((await read(`people/${one.id}`)).open_deals, 0);
  });

  test('a person may send things to another side than the one that was proposed', async () => {
    const [one, two] = await pair();
    const old = await create('calls', { subject: 'old', people: [two.id] });
    const id = await merge('people', one.id, [two.id]);
    const call = await create('calls', { subject: 'new', people: [one.id] });
    const stranger = await create('people', { name: 'Stranger' });
    const refused = await kith.request('POST', `/api/v1/merges/${id}/undo`, { move: { [call.id]: stranger.id } });
    assert.deepEqual([refused.status, refused.body.code], [422, 'merge.invalid']);
    const told = await part(id, { move: { [call.id]: two.id, [old.id]: one.id } });
    assert.deepEqual(
      told.entries.map((entry: Json) => entry['why']),
      ['chosen', 'chosen'],
    );
    assert.deepEqual(ids((await read(`calls/${call.id}`)).people), [two.id]);
    assert.deepEqual(ids((await read(`calls/${old.id}`)).people), [one.id]);
  });

  test('what somebody moved since stays where it is', async () => {
    const [one, two] = await pair();
    const friend = await create('people', { name: 'Friend' });
    const deal = await create('deals', { title: 'moved', person: two.id });
    const call = await create('calls', { subject: 'joined', people: [two.id] });
    const id = await merge('people', one.id, [two.id]);
    await change(`deals/${deal.id}`, { person: friend.id });
    await change(`calls/${call.id}`, { people: [one.id, friend.id], subject: 'later' });
    await part(id);
    assert.equal((await read(`deals/${deal.id}`)).person.id, friend.id);
    const joined = await read(`calls/${call.id}`);
    assert.deepEqual([ids(joined.people), joined.subject], [[two.id, friend.id], 'later']);
  });

  test('it is not proposed again as a duplicate, and can be merged and parted once more', async () => {
    const same = { name: 'Same Name', emails: ['same@both.example'] };
    const [one, two] = [await create('people', same), await create('people', same)];
    await kith.drain();
    const open = async () =>
      (await read('duplicates?object=people')).data.filter((row: { records: { id: string }[] }) =>
        row.records.some((record) => record.id === one.id),
      ).length;
    assert.equal(await open(), 1);
    const parted = await part(await merge('people', one.id, [two.id]));
    await kith.drain();
    assert.equal(await open(), 0);
    const again = await kith.request('POST', `/api/v1/change_sets/${parted.change_set_id}/undo`);
    assert.equal(again.status, 200, JSON.stringify(again.body));
    assert.equal((await read(`people/${two.id}`)).id, one.id);
    await part(again.body.change_set_id);
    assert.equal((await read(`people/${two.id}`)).id, two.id);
  });

  test('a role that may not remove records takes no merge apart, and nothing is parted twice', async () => {
    const [one, two] = await pair();
    const id = await merge('people', one.id, [two.id]);
    const reader = await kith.addMember('Reader', 'read_only');
    const path = `/api/v1/merges/${id}/undo`;
    assert.equal((await kith.request('POST', path, {}, { as: reader })).status, 403);
    const both = await Promise.all([kith.request('POST', path, {}), kith.request('POST', path, {})]);
    assert.deepEqual(both.map((answer) => answer.status).toSorted(), [200, 409]);
  });

  test('the keys and the history are those of each side', async () => {
    const [one, two] = await pair();
    await part(await merge('people', one.id, [two.id]));
    const keys = (id: string) =>
      kith.inWorkspace(({ db }) =>
        db.many<{ key: string }>(sql`select key from ${db.table('record_key')}
          where record_id = ${id}::uuid and key like 'e%' order by key`),
      );
    assert.deepEqual(await keys(one.id), [{ key: 'eanna@one.example' }]);
    assert.deepEqual(await keys(two.id), [{ key: 'eben@two.example' }]);
    const verbs = (await read(`people/${two.id}/changes`)).data.map((entry: Json) => entry['verb']);
    assert.deepEqual(verbs, ['restore', 'merge', 'create']);
  });
});
