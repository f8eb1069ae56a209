import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../../test/harness/app.ts';

const tasks = [
  'Subject,Due,Done,People,Companies,Assignee,Shelf',
  'Send the offer,15/4/2026,no,Maria Kyriakou,Kition Foods Ltd,Anna Georgiou,A1',
  'Call back,31/2/2026,yes,Nobody Known; maria@kition.example,,Somebody Else,B2',
  ',16/4/2026,no,,,,C3',
].join('\n');

describe('a table of any object', () => {
  let kith: TestApp;
  let person: string;
  let company: string;

  before(async () => {
    kith = await testApp();
    person = (await ok('POST', 'people', { name: 'Maria Kyriakou', emails: ['maria@kition.example'] })).id;
    company = (await ok('POST', 'companies', { name: 'Kition Foods' })).id;
  });
  after(() => kith.close());

  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const read = async (text: string) => {
    const form = new FormData();
    form.append('file', new Blob([text]), 'table.csv');
    const { id } = await ok('POST', 'imports', form);
    await kith.drain();
    return id as string;
  };
  const choose = async (id: string, object: string) => {
    await ok('POST', `imports/${id}/tables`, { file: 'table.csv', sheet: null, object });
    await kith.drain();
    const ready = await ok('GET', `imports/${id}`);
    assert.equal(ready.state, 'ready');
    return ready;
  };
  const run = async (id: string) => {
    await ok('POST', `imports/${id}/run`, { accept: 'proposed' });
    await kith.drain();
    const done = await ok('GET', `imports/${id}`);
    assert.equal(done.state, 'done', JSON.stringify(done.error));
    return done;
  };
  const list = async (api: string) => (await ok('GET', `${api}?limit=100`)).data;

  test('becomes tasks where a person says so: columns proposed, people and companies found, all undone', async () => {
    const id = await read(tasks);
    const ready = await choose(id, 'task');
    const [table] = ready.mapping.tables;
    assert.equal(table.object, 'task');
    const fields = Object.fromEntries(
      table.columns.map((one: { header: string; field: string | null }) => [one.header, one.field]),
    );
    assert.deepEqual(fields, {
      Subject: 'subject',
      Due: 'due_at',
      Done: 'done',
      People: 'people',
      Companies: 'companies',
      Assignee: 'assignee',
      Shelf: null,
    });
    const done = await run(id);
    assert.deepEqual([done.created, done.rejected], [2, 1]);
    assert.deepEqual(done.by_object.tasks, { created: 2 });
    const made = await list('tasks');
    const offer = made.find((one: { subject: string }) => one.subject === 'Send the offer');
    assert.deepEqual(
      [offer.due_at, offer.done, offer.people[0].id, offer.companies[0].id, offer.assignee.id],
      ['2026-04-15T09:00:00Z', false, person, company, kith.owner.id],
    );
    const { data } = await ok('GET', `imports/${id}/rows`);
    assert.deepEqual(
      data[1].refused.map((one: { column: string }) => one.column),
      ['Due', 'People', 'Assignee'],
    );
    assert.match(data[2].reason, /is needed$/);
    const again = await read(tasks);
    await choose(again, 'task');
    const second = await run(again);
    assert.deepEqual([second.created, second.matched, (await list('tasks')).length], [0, 2, 2]);
    await ok('POST', `imports/${id}/undo`, {});
    assert.deepEqual(await list('tasks'), []);
  });

  test('becomes notes, tags or employments, and a table nobody knew becomes people', async () => {
    const notes = await read('Happened,Words\n2026-04-15,We spoke about chairs');
    const ready = await choose(notes, 'note');
    const { file, sheet, columns } = ready.mapping.tables[0];
    const given = columns.map((one: { index: number; header: string }) => ({
      index: one.index,
      header: one.header,
      field: ['happened_at', 'text'][one.index],
    }));
    await ok('POST', `imports/${notes}/run`, {
      mapping: { tables: [{ file, sheet, object: 'note', columns: given }] },
    });
    await kith.drain();
    assert.equal((await list('notes'))[0].text, 'We spoke about chairs');
    const links = await read('Person,Company,Job title,From\nMaria Kyriakou,Kition Foods,Buyer,2021');
    await choose(links, 'employment');
    await run(links);
    const [link] = await list('employments');
    assert.deepEqual(
      [link.person.id, link.company.id, link.title, link.started_on],
      [person, company, 'Buyer', '2021'],
    );
    const unknown = await read('A1;B1\nNikos Panayi;x');
    await choose(unknown, 'person');
    assert.equal((await ok('GET', `imports/${unknown}`)).mapping.tables[0].object, 'person');
  });

  test('is refused for objects that are not there or that one may not fill', async () => {
    const id = await read(tasks);
    const as = (object: string | null) =>
      kith.request('POST', `/api/v1/imports/${id}/tables`, { file: 'table.csv', sheet: null, object });
    assert.equal((await as('file')).status, 404);
    assert.equal((await as('nothing')).status, 404);
    assert.equal((await as('member')).status, 403);
    const wrong = await kith.request('POST', `/api/v1/imports/${id}/tables`, {
      file: 'x',
      sheet: null,
      object: 'task',
    });
    assert.equal(wrong.body.code, 'import.no_table');
  });
});
