import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { queueMail } from '#kernel/mail';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

describe('everything about one person', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const make = async (api: string, values: object): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };

  test('is one document: record, what points at it, history, files, mails, audit, what was merged', async () => {
    const maria = await make('people', { name: 'Maria', emails: ['maria@customer.example'], birthday: '1980-04-15' });
    const twin = await make('people', { name: 'Maria K', city: 'Paphos' });
    const other = await make('people', { name: 'Somebody Else' });
    const company = await make('companies', { name: 'Acme' });
    const ids = {
      calls: await make('calls', { subject: 'About the offer', people: [maria, other] }),
      notes: await make('notes', { text: 'Prefers the morning', people: [maria] }),
      tasks: await make('tasks', { subject: 'Send it', people: [maria] }),
      employments: await make('employments', { person: maria, company }),
    };
    await make('notes', { text: 'Of another', people: [other] });
    const removed = await make('notes', { text: 'In the trash', people: [maria] });
    await kith.request('DELETE', `/api/v1/notes/${removed}`);
    await kith.request('PATCH', `/api/v1/people/${maria}`, { city: 'Limassol' });
    await kith.request('POST', `/api/v1/people/${maria}/merge`, { with: [twin] });
    const form = new FormData();
    form.set('object', 'people');
    form.set('record_id', maria);
    form.set('file', new File(['a scanned letter'], 'letter.txt'));
    await make('files', form);
    await kith.inWorkspace((ctx) =>
      queueMail(ctx, { to: [{ address: 'Maria@customer.example' }], subject: 'Hello', text: 'Text' }),
    );
    const answer = await kith.request('GET', `/api/v1/people/${maria}/personal_data`);
    assert.equal(answer.status, 200);
    const { person, records, merged, history, files, mails_sent, audit } = answer.body;
    assert.deepEqual([person.id, person.birthday, person.city], [maria, '1980-04-15', 'Limassol']);
    for (const [api, id] of Object.entries(ids)) {
      const found = (records[api] as { id: string }[]).map((record) => record.id);
      assert.ok(found.includes(id), `${api}: ${JSON.stringify(found)}`);
    }
    const texts = (records.notes as { text: string }[]).map(({ text }) => text).sort();
    assert.equal(texts.length, 2, 'what lies in the trash is kept too, and another’s is not told');
    assert.deepEqual(
      merged.map(({ city }: { city: string }) => city),
      ['Paphos'],
    );
    assert.deepEqual(history.map(({ verb }: { verb: string }) => verb).sort(), ['create', 'create', 'merge', 'update']);
    assert.equal(Buffer.from(files[0].base64, 'base64').toString(), 'a scanned letter');
    assert.deepEqual(
      mails_sent.map(({ subject }: { subject: string }) => subject),
      ['Hello'],
    );
    assert.ok(audit.some(({ kind }: { kind: string }) => kind === 'export'));
  });

  test('is given to administrators alone, and its giving stands in the audit', async () => {
    const id = await make('people', { name: 'Petros' });
    const member = await kith.addMember('Member', 'member');
    const ask = (as = kith.owner) => kith.request('GET', `/api/v1/people/${id}/personal_data`, undefined, { as });
    assert.equal((await ask(member)).status, 403);
    assert.equal((await ask()).status, 200);
    const [line] = (await kith.request('GET', '/api/v1/audit?kind=export')).body.data;
    assert.equal(line.details.record, id);
    const { owner } = await kith.addWorkspace('Neighbour');
    assert.equal((await ask(owner)).status, 404);
  });
});
