import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { createRandom } from '../../../../test/harness/random.ts';

type Json = Record<string, unknown>;
let clock = new Date('2026-06-01T09:00:00Z');

describe('the timeline', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ clock: () => clock });
  });
  after(() => kith.close());

  const create = async (api: string, values: Json) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { id: made.body.id as string, set: made.headers['kith-change-set']! };
  };
  const read = async (path: string) => {
    const answer = await kith.request('GET', `/api/v1/${path}`);
    assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const titles = async (path: string) =>
    (await read(`${path}/timeline?kinds=call,note`)).data.map((one: { title: string }) => one.title);
  const patch = async (path: string, values: Json) => {
    const answer = await kith.request('PATCH', `/api/v1/${path}`, values);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.headers['kith-change-set']!;
  };

  test('a company shows the history of its people at the time they worked there, and through whom', async () => {
    const [old, now] = [await create('companies', { name: 'Old' }), await create('companies', { name: 'Now' })];
    const maria = await create('people', { name: 'Maria' });
    await create('calls', { subject: 'before both', people: [maria.id], happened_at: '2015-05-05T10:00:00Z' });
    await create('employments', { person: maria.id, company: old.id, started_on: '2018', ended_on: '2020-06' });
    await create('employments', { person: maria.id, company: now.id, started_on: '2020-07-01' });
    await create('calls', { subject: 'at old', people: [maria.id], happened_at: '2019-05-05T10:00:00Z' });
    await create('calls', { subject: 'last month at old', people: [maria.id], happened_at: '2020-06-30T10:00:00Z' });
    await create('calls', { subject: 'at now', people: [maria.id], happened_at: '2024-05-05T10:00:00Z' });
    assert.deepEqual(await titles(`companies/${old.id}`), ['last month at old', 'at old']);
    assert.deepEqual(await titles(`companies/${now.id}`), ['at now']);
    assert.deepEqual(await titles(`people/${maria.id}`), ['at now', 'last month at old', 'at old', 'before both']);
    const [entry] = (await read(`companies/${now.id}/timeline?kinds=call`)).data;
    assert.deepEqual(entry.via, { object: 'people', id: maria.id, name: 'Maria' });
    assert.equal(entry.author.name, 'Anna Georgiou');
  });

  test('jumps to a day, goes on to older and back to newer entries, each once', async () => {
    const maria = await create('people', { name: 'Maria' });
    const days = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}-10T10:00:00Z`);
    for (const [at, happened_at] of days.entries())
      await create('calls', { subject: `call ${String(at + 1)}`, people: [maria.id], happened_at });
    const page = (query: string) => read(`people/${maria.id}/timeline?kinds=call&limit=3&${query}`);
    const subjects = (answer: { data: { title: string }[] }) => answer.data.map((one) => one.title);
    const jumped = await page('at=2024-06-10T13:00:00%2B03:00');
    assert.deepEqual(subjects(jumped), ['call 6', 'call 5', 'call 4']);
    const older = await page(`cursor=${jumped.next_cursor as string}`);
    assert.deepEqual(subjects(older), ['call 3', 'call 2', 'call 1']);
    assert.equal(older.next_cursor, null);
    const newer = await page(`newer=true&cursor=${jumped.newer_cursor as string}`);
    assert.deepEqual(subjects(newer), ['call 9', 'call 8', 'call 7']);
    const newest = await page(`newer=true&cursor=${newer.newer_cursor as string}`);
    assert.deepEqual(subjects(newest), ['call 12', 'call 11', 'call 10']);
    assert.equal(newest.newer_cursor, null);
    const early = await page('at=2020-01-01T00:00:00Z');
    assert.deepEqual(subjects(early), []);
    const first = await page(`newer=true&cursor=${early.newer_cursor as string}`);
    assert.deepEqual(subjects(first), ['call 3', 'call 2', 'call 1']);
    assert.equal((await kith.request('GET', `/api/v1/people/${maria.id}/timeline?at=yesterday`)).status, 422);
  });

  test('an employment that ends moves nothing of its time', async () => {
    const firm = await create('companies', { name: 'Firm' });
    const maria = await create('people', { name: 'Maria' });
    const job = await create('employments', { person: maria.id, company: firm.id });
    await create('calls', { subject: 'worked there', people: [maria.id], happened_at: '2025-05-05T10:00:00Z' });
    await create('calls', { subject: 'after', people: [maria.id], happened_at: '2026-05-05T10:00:00Z' });
    assert.deepEqual(await titles(`companies/${firm.id}`), ['after', 'worked there']);
    const ended = await patch(`employments/${job.id}`, { ended_on: '2025' });
    assert.deepEqual(await titles(`companies/${firm.id}`), ['worked there']);
    await kith.request('POST', `/api/v1/change_sets/${ended}/undo`);
    assert.deepEqual(await titles(`companies/${firm.id}`), ['after', 'worked there']);
    await kith.request('DELETE', `/api/v1/employments/${job.id}`);
    assert.deepEqual(await titles(`companies/${firm.id}`), []);
    await kith.request('POST', `/api/v1/employments/${job.id}/restore`);
    assert.deepEqual(await titles(`companies/${firm.id}`), ['after', 'worked there']);
  });

  test('two colleagues in one call are one line of their company, which stays when one leaves', async () => {
    const firm = await create('companies', { name: 'Firm' });
    const [one, two] = [await create('people', { name: 'One' }), await create('people', { name: 'Two' })];
    const first = await create('employments', { person: one.id, company: firm.id });
    await create('employments', { person: two.id, company: firm.id });
    await create('calls', { subject: 'both', people: [one.id, two.id], happened_at: '2025-05-05T10:00:00Z' });
    await create('notes', { subject: 'direct', people: [one.id], companies: [firm.id] });
    assert.deepEqual(await titles(`companies/${firm.id}`), ['direct', 'both']);
    await kith.request('DELETE', `/api/v1/employments/${first.id}`);
    assert.deepEqual(await titles(`companies/${firm.id}`), ['direct', 'both']);
    const lines = (await read(`companies/${firm.id}/timeline?kinds=call,note`)).data;
    assert.deepEqual(
      lines.map((line: Json) => line['via'] && (line['via'] as Json)['id']),
      [null, two.id],
    );
  });

  test('an entry that is changed, trashed, restored or undone shows as it is', async () => {
    const maria = await create('people', { name: 'Maria' });
    const anna = await create('people', { name: 'Anna' });
    const call = await create('calls', { subject: 'one', people: [maria.id] });
    const moved = await patch(`calls/${call.id}`, { subject: 'two', people: [anna.id] });
    assert.deepEqual([await titles(`people/${maria.id}`), await titles(`people/${anna.id}`)], [[], ['two']]);
    await kith.request('POST', `/api/v1/change_sets/${moved}/undo`);
    assert.deepEqual([await titles(`people/${maria.id}`), await titles(`people/${anna.id}`)], [['one'], []]);
    await kith.request('DELETE', `/api/v1/calls/${call.id}`);
    assert.deepEqual(await titles(`people/${maria.id}`), []);
    await kith.request('POST', `/api/v1/calls/${call.id}/restore`);
    assert.deepEqual(await titles(`people/${maria.id}`), ['one']);
    await kith.request('POST', `/api/v1/change_sets/${call.set}/undo`, { force: true });
    assert.deepEqual(await titles(`people/${maria.id}`), []);
  });

  test('entries and changes are one stream without gap or repeat, by instants and not by their text', async () => {
    const random = createRandom(7);
    clock = new Date('2026-06-01T10:00:00Z');
    const maria = await create('people', { name: 'Maria' });
    const expected: { id: string; at: number }[] = [{ id: maria.set, at: clock.getTime() }];
    for (let n = 0; n < 40; n += 1) {
      // Whole seconds, tenths and milliseconds are written with different numbers of digits.
      const at = new Date(Date.parse('2026-06-01T10:00:01Z') + random.pick([0, 500, 512, 1000, 1100, 1120]) + n * 100);
      if (random.oneIn(2)) {
        const call = await create('calls', { subject: `call ${n}`, people: [maria.id], happened_at: at.toISOString() });
        expected.push({ id: call.id, at: at.getTime() });
      } else {
        clock = at;
        expected.push({ id: await patch(`people/${maria.id}`, { city: `City ${n}` }), at: at.getTime() });
      }
    }
    expected.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
    for (const limit of [1, 3, 100]) {
      const found: string[] = [];
      let cursor = '';
      do {
        const page = await read(`people/${maria.id}/timeline?limit=${limit}${cursor && `&cursor=${cursor}`}`);
        found.push(...page.data.map((one: { id: string }) => one.id));
        cursor = page.next_cursor ?? '';
        assert.ok(found.length <= expected.length, 'no line comes twice');
      } while (cursor);
      assert.deepEqual(
        found,
        expected.map((one) => one.id),
        `pages of ${limit}`,
      );
    }
    const bad = ['x', Buffer.from('["Dec 25","-"]').toString('base64url'), Buffer.from('[1,2]').toString('base64url')];
    const odd = Buffer.from(JSON.stringify(['2026-99-99T10:00:00Z', maria.id])).toString('base64url');
    for (const cursor of [...bad, odd])
      assert.equal((await kith.request('GET', `/api/v1/people/${maria.id}/timeline?cursor=${cursor}`)).status, 422);
  });
});

describe('summaries of other records', () => {
  let kith: TestApp;
  before(async () => {
    clock = new Date('2026-06-01T09:00:00Z');
    kith = await testApp({ clock: () => clock });
  });
  after(() => kith.close());

  const create = async (api: string, values: Json) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { id: made.body.id as string, set: made.headers['kith-change-set']! };
  };
  const undo = (set: string) => kith.request('POST', `/api/v1/change_sets/${set}/undo`);

  test('last contact, next step, people and open deals follow create, change, trash and undo', async () => {
    const firm = await create('companies', { name: 'Firm' });
    const maria = await create('people', { name: 'Maria' });
    const state = async () => {
      const person = (await kith.request('GET', `/api/v1/people/${maria.id}`)).body;
      const company = (await kith.request('GET', `/api/v1/companies/${firm.id}`)).body;
      return [
        person.company?.id ?? null,
        person.last_contact_at,
        person.next_step_at,
        person.open_deals,
        company.last_contact_at,
        company.people_count,
        company.open_deals,
      ];
    };
    assert.deepEqual(await state(), [null, null, null, 0, null, 0, 0]);
    const job = await create('employments', { person: maria.id, company: firm.id });
    assert.deepEqual(await state(), [firm.id, null, null, 0, null, 1, 0]);
    const called = '2026-05-01T08:00:00Z';
    const call = await create('calls', { people: [maria.id], happened_at: called });
    assert.deepEqual(await state(), [firm.id, called, null, 0, called, 1, 0]);
    await create('calls', { people: [maria.id], happened_at: '2027-01-01T08:00:00Z' });
    assert.deepEqual(await state(), [firm.id, called, null, 0, called, 1, 0], 'what is to come is no last contact');
    await create('notes', { people: [maria.id] });
    const due = '2026-07-01T08:00:00Z';
    const task = await create('tasks', { subject: 'do', people: [maria.id], due_at: due });
    await create('tasks', { subject: 'later', people: [maria.id], due_at: '2026-08-01T08:00:00Z' });
    assert.deepEqual(await state(), [firm.id, called, due, 0, called, 1, 0]);
    await kith.request('PATCH', `/api/v1/tasks/${task.id}`, { done: true });
    assert.equal((await state())[2], '2026-08-01T08:00:00Z');
    const deal = await create('deals', { title: 'Sale', person: maria.id, company: firm.id });
    assert.deepEqual((await state()).slice(3), [1, called, 1, 1]);
    const won = await kith.request('PATCH', `/api/v1/deals/${deal.id}`, { outcome: 'won' });
    assert.deepEqual((await state()).slice(3), [0, called, 1, 0]);
    await undo(won.headers['kith-change-set']!);
    assert.deepEqual((await state()).slice(3), [1, called, 1, 1]);
    await kith.request('DELETE', `/api/v1/calls/${call.id}`);
    assert.deepEqual((await state()).slice(0, 2), [firm.id, null]);
    await kith.request('POST', `/api/v1/calls/${call.id}/restore`);
    assert.equal((await state())[1], called);
    await undo(job.set);
    assert.deepEqual((await state()).slice(0, 2), [null, called]);
    assert.equal((await state())[5], 0);
  });

  test('who was spoken with today is last contact from the moment it is written', async () => {
    const maria = await create('people', { name: 'Maria' });
    await create('calls', { people: [maria.id] });
    const person = (await kith.request('GET', `/api/v1/people/${maria.id}`)).body;
    assert.equal(person.last_contact_at, '2026-06-01T09:00:00Z');
    assert.equal(person.last_contact_by.name, 'Anna Georgiou');
  });

  test('a summary cannot be written', async () => {
    const maria = await create('people', { name: 'Maria' });
    for (const field of ['company', 'last_contact_at', 'open_deals', 'created_at', 'updated_by']) {
      const answer = await kith.request('PATCH', `/api/v1/people/${maria.id}`, { [field]: null });
      assert.equal(answer.status, 422);
      assert.equal(answer.body.errors[0].pointer, `/${field}`);
    }
  });
});
