import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

// A Wednesday, 12:00 in Nicosia.
const now = new Date('2026-11-18T10:00:00Z');

describe('entries through the API', () => {
  let kith: TestApp;
  let person: string;

  before(async () => {
    kith = await testApp({ clock: () => now });
    person = (await kith.request('POST', '/api/v1/people', { name: 'Maria Kyriakou' })).body.id;
  });
  after(() => kith.close());

  const quick = (body: object) => kith.request('POST', '/api/v1/quick_entries', body);
  const timeline = async (path: string) => (await kith.request('GET', `${path}/timeline?kinds=call,task`)).body.data;

  test('a dry run says what was understood and writes nothing', async () => {
    const answer = await quick({
      object: 'people',
      id: person,
      text: 'called, wants a quote by Friday',
      dry_run: true,
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.created, []);
    assert.deepEqual(
      answer.body.entries.map((entry: { object: string }) => entry.object),
      ['calls', 'tasks'],
    );
    assert.equal(answer.headers['kith-change-set'], undefined);
    assert.equal((await timeline(`/api/v1/people/${person}`)).length, 0);
  });

  test('natural words become a call and a task on the record, and one undo takes both back', async () => {
    const answer = await quick({ object: 'people', id: person, text: 'τηλέφωνο, θέλει προσφορά μέχρι Παρασκευή' });
    assert.equal(answer.status, 201);
    assert.equal(answer.body.created.length, 2);
    const shown = await timeline(`/api/v1/people/${person}`);
    assert.deepEqual(shown.map((entry: { kind: string }) => entry.kind).sort(), ['call', 'task']);
    const read = await kith.request('GET', `/api/v1/people/${person}`);
    assert.equal(read.body.last_contact_at, '2026-11-18T10:00:00Z');
    assert.equal(read.body.next_step_at, '2026-11-20T15:00:00Z');
    const undone = await kith.request('POST', `/api/v1/change_sets/${answer.headers['kith-change-set']}/undo`);
    assert.equal(undone.body.undone, 2);
    assert.equal((await timeline(`/api/v1/people/${person}`)).length, 0);
  });

  test('on a deal they stand on its person and company as well', async () => {
    const company = (await kith.request('POST', '/api/v1/companies', { name: 'Aphrodite Shipping Ltd' })).body.id;
    const deal = (await kith.request('POST', '/api/v1/deals', { title: 'Audit', person, company })).body.id;
    await quick({ object: 'deals', id: deal, text: 'called about the scope' });
    for (const path of [`deals/${deal}`, `companies/${company}`, `people/${person}`]) {
      assert.equal((await timeline(`/api/v1/${path}`))[0]?.title, 'Called about the scope', path);
    }
  });

  test('strangers, unknown records and empty words are refused', async () => {
    const good = { object: 'people', id: person, text: 'called' };
    const stranger = await kith.request('POST', '/api/v1/quick_entries', good, { as: null });
    assert.equal(stranger.status, 401);
    const reader = await kith.addMember('Reader', 'read_only');
    assert.equal((await kith.request('POST', '/api/v1/quick_entries', good, { as: reader })).status, 403);
    assert.equal((await quick({ ...good, id: kith.workspace.id })).status, 404);
    assert.equal((await quick({ ...good, object: 'nothing' })).status, 404);
    assert.equal((await quick({ ...good, text: '   ' })).status, 422);
    assert.equal((await quick({ ...good, text: 'x'.repeat(20_000) })).status, 422);
  });

  test('hostile words are kept as words', async () => {
    const text = "<script>alert(1)</script>\u0000 '); drop table note; -- \uD83D \u202Eevil";
    const answer = await quick({ object: 'people', id: person, text });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const note = await kith.request('GET', `/api/v1/notes/${answer.body.created[0].id}`);
    assert.match(note.body.subject, /^<script>alert\(1\)<\/script>/);
  });

  test('a task is completed once, and a repeating one comes back', async () => {
    const values = { subject: 'VAT return', due_at: '2026-11-10T15:00:00Z', recurrence: 'monthly', people: [person] };
    const task = (await kith.request('POST', '/api/v1/tasks', values)).body.id;
    const done = await kith.request('POST', `/api/v1/tasks/${task}/complete`);
    assert.equal(done.status, 200);
    assert.equal(done.body.done, true);
    assert.equal(done.body.done_at, '2026-11-18T10:00:00Z');
    const next = await kith.request('GET', `/api/v1/tasks/${done.body.next_id}`);
    assert.equal(next.body.due_at, '2026-12-10T15:00:00Z');
    assert.equal(next.body.done, false);
    assert.deepEqual([next.body.subject, next.body.people[0].id], ['VAT return', person]);
    const again = await kith.request('POST', `/api/v1/tasks/${task}/complete`);
    assert.deepEqual([again.status, again.body.next_id], [200, null]);
    const undo = await kith.request('POST', `/api/v1/change_sets/${done.headers['kith-change-set']}/undo`);
    assert.equal(undo.body.undone, 2);
    assert.equal((await kith.request('GET', `/api/v1/tasks/${task}`)).body.done, false);
  });
});
