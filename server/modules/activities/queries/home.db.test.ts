import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

const now = new Date('2026-11-22T08:00:00Z');

describe('home', () => {
  let clock = now;
  let kith: TestApp;
  let colleague: TestMember;

  before(async () => {
    kith = await testApp({ clock: () => clock });
    colleague = await kith.addMember('Petros Ioannou', 'member');
  });
  after(() => kith.close());

  const create = async (object: string, values: object, as = kith.owner): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${object}`, values, { as });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const home = async (as = kith.owner) => {
    const answer = await kith.request('GET', '/api/v1/home', undefined, { as });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };

  test('lists tasks that are due, with what they are about', async () => {
    const person = await create('people', { name: 'Maria Kyriakou' });
    const late = await create('tasks', { subject: 'Late', due_at: '2026-11-20T09:00:00Z', people: [person] });
    // 23:30 in Nicosia is still today.
    const today = await create('tasks', { subject: 'Today', due_at: '2026-11-22T21:30:00Z' });
    await create('tasks', { subject: 'Tomorrow', due_at: '2026-11-22T22:30:00Z' });
    await create('tasks', { subject: 'Done', due_at: '2026-11-20T09:00:00Z', done: true });
    await create('tasks', { subject: 'Not mine', due_at: '2026-11-20T09:00:00Z', assignee: colleague.id });
    const { tasks } = await home();
    assert.deepEqual(
      tasks.map((task: { id: string }) => task.id),
      [late, today],
    );
    assert.equal(tasks[0].about.name, 'Maria Kyriakou');
  });

  test('says whom to speak with, why, and how to begin', async () => {
    const overdue = await create('people', {
      name: { first: 'Ανδρέας', last: 'Παπαδόπουλος' },
      title: 'CFO',
      cadence: 30 * 86_400,
      quick_facts: 'Peanut allergy',
    });
    await create('calls', { subject: 'Audit offer', happened_at: '2026-10-01T09:00:00Z', people: [overdue] });
    const cold = await create('people', { name: 'Eleni Christou' });
    await create('mails', { subject: 'Payroll', happened_at: '2026-09-01T09:00:00Z', people: [cold] });
    await create('deals', { title: 'Payroll system', person: cold });
    const theirs = { name: 'Not mine', cadence: 86_400, owner: colleague.id };
    await create('calls', { happened_at: '2026-01-01T09:00:00Z', people: [await create('people', theirs)] });
    const { stay_in_touch: lines } = await home();
    assert.deepEqual(
      lines.map((line: { person: { id: string } }) => line.person.id),
      [overdue, cold],
    );
    assert.equal(lines[0].due_since_days, 21);
    assert.equal(lines[0].cadence_days, 30);
    assert.equal(lines[0].last_contact_by.name, 'Anna Georgiou');
    assert.match(lines[0].reason.en, /Every 30 days; 21 days overdue/);
    assert.match(lines[0].opener.en, /Audit offer .* Remember: Peanut allergy/);
    assert.match(lines[1].reason.el, /Payroll system/);
  });

  test('lets a person be put off until a day', async () => {
    const [first] = (await home()).stay_in_touch;
    const body = { person: first.person.id, until: '2026-11-29' };
    assert.equal((await kith.request('POST', '/api/v1/home/snoozes', body)).status, 201);
    assert.ok(!(await home()).stay_in_touch.some((line: typeof first) => line.person.id === first.person.id));
    clock = new Date('2026-11-29T06:00:00Z');
    assert.ok((await home()).stay_in_touch.some((line: typeof first) => line.person.id === first.person.id));
    clock = now;
    const unknown = { person: kith.workspace.id, until: '2026-11-29' };
    assert.equal((await kith.request('POST', '/api/v1/home/snoozes', unknown)).status, 404);
  });

  test('tells the days ahead', async () => {
    const dates = [{ label: 'Contract', date: '2026-12-05' }];
    const person = await create('people', { name: 'Katerina Loizou', birthday: '1980-11-30', important_dates: dates });
    await create('calls', { happened_at: '2026-11-20T09:00:00Z', people: [person] });
    await create('meetings', { subject: 'Kick-off', happened_at: '2026-11-24T09:00:00Z', people: [person] });
    const mine = (await home()).coming_up.filter((line: { person: { id: string } }) => line.person.id === person);
    assert.deepEqual(
      mine.map((line: { kind: string; on: string }) => [line.kind, line.on]),
      [
        ['meeting', '2026-11-24'],
        ['name_day', '2026-11-25'],
        ['birthday', '2026-11-30'],
        ['important_date', '2026-12-05'],
      ],
    );
    const page = await kith.request('GET', `/api/v1/people/${person}/dates`);
    assert.deepEqual(
      page.body.data.map((one: { kind: string }) => one.kind),
      ['name_day', 'birthday', 'important_date'],
    );
  });

  test('tells what others did since one last looked', async () => {
    await kith.request('POST', '/api/v1/home/looked');
    clock = new Date('2026-11-22T09:00:00Z');
    const person = await create('people', { name: 'Nikos Savva' }, colleague);
    await create('notes', { subject: 'Prefers Greek', people: [person] }, colleague);
    await create('notes', { subject: 'My own', people: [person] });
    const { since } = await home();
    assert.equal(since.at, '2026-11-22T08:00:00Z');
    const notes = since.items.find((item: { kind: string }) => item.kind === 'note');
    assert.equal(notes.title, 'Prefers Greek');
    assert.equal(notes.about.name, 'Nikos Savva');
    assert.equal(notes.author.name, 'Petros Ioannou');
    assert.equal(since.items.length, 2);
    await kith.request('POST', '/api/v1/home/looked');
    assert.equal((await home()).since.items.length, 0);
  });

  test('shows nothing of others to somebody who sees only their own', async () => {
    const own = await kith.addMember('Own Only', 'own_records');
    const mine = await home(own);
    assert.deepEqual([mine.tasks, mine.stay_in_touch, mine.coming_up, mine.since.items], [[], [], [], []]);
  });

  test('names nothing that hangs on what is theirs and is not theirs to see', async () => {
    const own = await kith.addMember('Own Records', 'own_records');
    const company = await create('companies', { name: 'Hidden Shipping' });
    const seen = { cadence: 86_400, birthday: '1980-11-24', owner: own.id };
    const person = await create('people', { name: 'Seen Person', ...seen });
    await create('employments', { person, company });
    await create('calls', { subject: 'Hidden words', happened_at: '2026-10-01T09:00:00Z', people: [person] });
    const meeting = { subject: 'Our review', happened_at: '2026-11-25T09:00:00Z', people: [person] };
    const stranger = await create('people', { name: 'Hidden Person', owner: own.id });
    await create('meetings', { ...meeting, people: [stranger], companies: [] }, own);
    await kith.request('PATCH', `/api/v1/people/${stranger}`, { owner: kith.owner.id });
    const body = await home(own);
    assert.equal(body.stay_in_touch[0].person.name, 'Seen Person');
    assert.deepEqual(body.coming_up.map((line: { kind: string }) => line.kind).sort(), ['birthday', 'meeting']);
    assert.doesNotMatch(JSON.stringify(body), /Hidden/);
  });
});
