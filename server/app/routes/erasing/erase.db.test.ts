import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction, sql } from '#kernel/database';
import { queueMail } from '#kernel/mail';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

const name = 'Zephyrine Quillfeather';
const traces = /quill/i;

describe('forgetting a person', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const make = async (api: string, values: object, headers?: Record<string, string>): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, headers ? { headers } : {});
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const erase = (id: string, body: object) => kith.request('POST', `/api/v1/people/${id}/erase`, body);
  const read = async (path: string) => (await kith.request('GET', `/api/v1/${path}`)).body;

  /** Every row, of every table of the workspace and of the control plane, that says what only this person has. */
  const rowsThatTell = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const schema of [kith.workspace.schema, 'control'])
      await inTransaction(kith.services.pools.owner, { schema, role: null }, async (db) => {
        const tables = await db.many<{ name: string }>(sql`select c.relname as name from pg_catalog.pg_class c
          join pg_catalog.pg_namespace s on s.oid = c.relnamespace where s.nspname = ${schema} and c.relkind = 'r'`);
        for (const table of tables) {
          const rows = await db.many<{ text: string }>(sql`select t::text as text from ${db.table(table.name)} t`);
          found.push(...rows.filter(({ text }) => traces.test(text)).map(({ text }) => `${table.name}: ${text}`));
        }
      });
    return found;
  };

  /** Somebody of whom every place that Kith has keeps something. */
  const everywhere = async () => {
    const hook = { label: 'Told', url: 'https://hooks.example/in', events: ['people.*'], include: 'record' };
    await kith.request('POST', '/api/v1/webhooks', hook);
    const emails = ['zq@quillfeather.example'];
    const file =
      'Name,E-mail,City\nZephyrine Quillfeather,zq@quillfeather.example,Quillham\nAlice Plain,a@b.example,Paphos\n';
    const sent = new FormData();
    sent.append('file', new Blob([file]), 'contacts.csv');
    const at = `/api/v1/imports/${(await kith.request('POST', '/api/v1/imports', sent)).body.id}`;
    await kith.drain();
    await kith.request('POST', `${at}/run`, { accept: 'proposed' });
    await kith.drain();
    const brought = (await read('people?q=Zephyrine')).data.map((one: { id: string }) => one.id) as string[];
    assert.equal(brought.length, 1);
    const { fields } = (await read('objects/deals')) as { fields: { key: string }[] };
    const town = { label: 'Town', type: 'lookup', through: 'person', field: 'city' };
    if (!fields.some(({ key }) => key === 'c_town')) await kith.request('POST', '/api/v1/objects/deals/fields', town);
    const id = await make(
      'people',
      { name, emails, birthday: '1980-04-15', city: 'Quillham' },
      { 'idempotency-key': 'q' },
    );
    const other = await make('people', { name: 'Somebody Else' });
    const company = await make('companies', { name: 'Acme' });
    const twin = await make('people', { name: 'Zeph Quillfeather' });
    const own = await make('calls', { subject: 'Quill offer', people: [id], happened_at: '2026-03-01T10:00:00Z' });
    await make('notes', { text: 'Likes quills', people: [id] });
    const shared = await make('calls', {
      subject: 'All together',
      people: [id, other],
      happened_at: '2026-02-01T10:00:00Z',
    });
    const deal = await make('deals', { title: 'Roof', person: id, company });
    await make('employments', { person: id, company, title: 'Quill maker' });
    await kith.request('PATCH', `/api/v1/people/${id}`, { city: 'Quillton' });
    await kith.drain();
    assert.equal((await read(`deals/${deal}`)).c_town, 'Quillton');
    const lost = await make('deals', { title: 'Lost', person: id });
    await kith.drain();
    await kith.request('DELETE', `/api/v1/deals/${lost}`);
    const trashed = await make('notes', { text: 'Quills in the trash', people: [id] });
    await kith.request('DELETE', `/api/v1/notes/${trashed}`);
    await kith.request('POST', `/api/v1/people/${id}/merge`, { with: [twin, ...brought] });
    const form = new FormData();
    form.set('object', 'people');
    form.set('record_id', id);
    form.set('file', new File(['a scanned letter'], 'quill-scan.txt'));
    await make('files', form);
    await kith.inWorkspace((ctx) =>
      queueMail(ctx, { to: [{ address: emails[0]! }], subject: 'Dear Zephyrine Quillfeather', text: 'Hello' }),
    );
    await kith.request('POST', `/api/v1/people/${id}/shares`, { member: kith.owner.id });
    await kith.drain();
    return { id, other, company, own, shared, deal };
  };

  test('counts first and changes nothing, then leaves no row of any table that tells of them', async () => {
    const { id, other, company, shared, deal } = await everywhere();
    const rows = await rowsThatTell();
    const preview = await erase(id, { mode: 'erase', preview: true });
    assert.deepEqual([preview.status, preview.body.preview], [200, true], JSON.stringify(preview.body));
    assert.deepEqual(await rowsThatTell(), rows, 'a preview changes nothing');
    const unsure = await erase(id, { mode: 'erase', confirm: 'Zephyrine' });
    assert.deepEqual([unsure.status, unsure.body.code], [422, 'person.erase_unconfirmed']);
    const done = await erase(id, { mode: 'erase', confirm: name });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.deepEqual(done.body.removed, preview.body.removed);
    const { removed, left } = done.body;
    // Three people who are one; a call, two notes and an employment of theirs alone; a deal and a call stay.
    assert.deepEqual(
      [removed.people, removed.records_about_them, removed.files, removed.mails, removed.pointers],
      [3, 4, 1, 1, 3],
    );
    const places = ['history', 'labels', 'timeline', 'keys', 'words', 'shares', 'import_rows', 'deliveries', 'answers'];
    for (const place of places) assert.ok(removed[place] > 0, `${place}: ${JSON.stringify(removed)}`);
    assert.deepEqual(left, { records_shared_with_others: 3, uploads: 1 });
    await kith.drain();
    assert.deepEqual(await rowsThatTell(), []);
    assert.equal((await kith.request('GET', `/api/v1/people/${id}`)).status, 404);
    assert.deepEqual(
      (await read(`calls/${shared}`)).people.map((one: { id: string }) => one.id),
      [other],
    );
    assert.equal((await read(`deals/${deal}`)).person, null);
    const timeline = JSON.stringify(await read(`companies/${company}/timeline`));
    assert.doesNotMatch(timeline, traces);
    assert.deepEqual((await read('search?q=Quillfeather')).data ?? [], []);
    const [listed, ...others] = (await read('erasures')).data;
    const { id: certificate, by } = done.body;
    assert.deepEqual([listed.id, listed.by, listed.removed, listed.left, others], [certificate, by, removed, left, []]);
    assert.equal((await read('audit?kind=erasure')).data[0].details.certificate, done.body.id);
  });

  test('by taking the name away keeps that there was somebody, and nothing that says who', async () => {
    const { id, own, deal } = await everywhere();
    const done = await erase(id, { mode: 'anonymise', confirm: name });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    await kith.drain();
    assert.deepEqual(await rowsThatTell(), []);
    const person = await read(`people/${id}`);
    assert.deepEqual([person.name.full, person.birthday, person.city], ['Anonymous', null, null]);
    const call = await read(`calls/${own}`);
    assert.deepEqual([call.subject, call.happened_at], [null, '2026-03-01T10:00:00Z'], 'that there was a call stays');
    const { title, person: buyer } = await read(`deals/${deal}`);
    assert.deepEqual([title, buyer.name], ['Roof', 'Anonymous']);
    assert.equal((await read(`people/${id}`)).last_contact_at, '2026-03-01T10:00:00Z');
  });
});
