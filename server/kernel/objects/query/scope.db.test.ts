import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

describe('a member who reaches only their own records', () => {
  let kith: TestApp;
  let own: TestMember;

  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own Only', 'own_records');
  });
  after(() => kith.close());

  const create = async (api: string, values: object, as = kith.owner): Promise<Json> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, { as });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const asked = (method: string, path: string, body?: unknown, as = own) =>
    kith.request(method, `/api/v1/${path}`, body, { as });
  const ids = (answer: Json) => answer.body.data.map((one: { id: string }) => one.id);

  test('sees, changes and completes a task that others assign to them, and one they gave to others', async () => {
    const task = await create('tasks', { subject: 'Call the bank', assignee: own.id, recurrence: 'daily' });
    const given = await create('tasks', { subject: 'Send the offer', assignee: kith.owner.id }, own);
    const hidden = await create('tasks', { subject: 'Not theirs' });
    assert.equal((await asked('GET', `tasks/${task.id}`)).status, 200);
    const listed = ids(await asked('GET', 'tasks'));
    assert.ok(listed.includes(task.id) && listed.includes(given.id) && !listed.includes(hidden.id));
    assert.equal((await asked('PATCH', `tasks/${task.id}`, { notes: 'They open at nine' })).status, 200);
    const home = await asked('GET', 'home');
    assert.deepEqual(
      home.body.tasks.map((one: Json) => one.id),
      [task.id],
    );
    const done = await asked('POST', `tasks/${task.id}/complete`, {});
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.equal(done.body.done, true);
    assert.equal((await asked('GET', `tasks/${done.body.next_id}`)).body.assignee.id, own.id);
    assert.equal((await asked('GET', `tasks/${hidden.id}`)).status, 404);
  });

  test('keeps what a repeated task is about, though they may not see it', async () => {
    const person = await create('people', { name: 'Unseen Person' });
    const values = { subject: 'Call weekly', assignee: own.id, recurrence: 'weekly', people: [person.id] };
    const task = await create('tasks', values);
    const done = await asked('POST', `tasks/${task.id}/complete`, {});
    assert.equal(done.status, 200, JSON.stringify(done.body));
    const next = await asked('GET', `tasks/${done.body.next_id}`, undefined, kith.owner);
    assert.deepEqual(
      next.body.people.map((one: Json) => one.id),
      [person.id],
    );
  });

  test('sees what they made after handing it over, and gets an answer where they lose sight of it', async () => {
    const made = await create('people', { name: 'Made By Them' }, own);
    const over = await asked('PATCH', `people/${made.id}`, { owner: kith.owner.id });
    assert.equal(over.status, 200, JSON.stringify(over.body));
    assert.equal((await asked('GET', `people/${made.id}`)).status, 200);
    assert.ok(ids(await asked('GET', 'people')).includes(made.id));

    const given = await create('people', { name: 'Given To Them', owner: own.id });
    const back = await asked('PATCH', `people/${given.id}`, { owner: kith.owner.id });
    assert.equal(back.status, 200, JSON.stringify(back.body));
    assert.deepEqual([back.body.owner.id, back.body.version], [kith.owner.id, 2]);
    assert.equal(back.headers['etag'], '"v2"');
    assert.equal((await asked('GET', `people/${given.id}`)).status, 404);

    const task = await create('tasks', { subject: 'Pass on', assignee: own.id });
    const passed = await asked('PATCH', `tasks/${task.id}`, { assignee: kith.owner.id });
    assert.deepEqual([passed.status, passed.body.assignee?.id], [200, kith.owner.id]);
    assert.equal((await asked('GET', `tasks/${task.id}`)).status, 404);
  });

  test('is told neither name nor id of what a record points at and they may not see', async () => {
    const [company, other] = [
      await create('companies', { name: 'Hidden Shipping' }),
      await create('people', { name: 'Hidden Person' }),
    ];
    const person = await create('people', { name: 'Seen', owner: own.id });
    await create('employments', { person: person.id, company: company.id });
    const deal = await create('deals', { title: 'Charter', owner: own.id, company: company.id, person: person.id });
    const task = await create('tasks', { subject: 'Ask both', assignee: own.id, people: [person.id, other.id] });
    await create('calls', { subject: 'With both', people: [other.id, person.id] });
    await kith.request('PATCH', `/api/v1/deals/${deal.id}`, { person: other.id });
    await kith.request('PATCH', `/api/v1/deals/${deal.id}`, { person: person.id });
    const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
    const answers = [
      await asked('GET', `deals/${deal.id}`),
      await asked('GET', `deals/${deal.id}?include=company,timeline`),
      await asked('GET', `deals/${deal.id}?as_of=${soon}`),
      await asked('GET', `deals/${deal.id}/changes`),
      await asked('GET', `deals/${deal.id}/timeline`),
      await asked('GET', `people/${person.id}?include=company,timeline`),
      await asked('GET', `people/${person.id}/changes`),
      await asked('GET', `tasks/${task.id}`),
      await asked('GET', 'deals'),
      await asked('GET', 'tasks'),
      await asked('POST', 'deals/query', { group_by: 'company' }),
      await asked('POST', 'tasks/query', { group_by: 'people' }),
      await asked('GET', 'deals/export?format=jsonl'),
      await asked('GET', 'deals/export?format=csv'),
      await asked('GET', 'change_sets'),
      await asked('GET', 'search?q=charter'),
      await asked('GET', 'home'),
    ];
    for (const [index, answer] of answers.entries()) {
      assert.equal(answer.status, 200, `${index} ${answer.bytes.toString()}`);
      for (const secret of [company.id, other.id, 'Hidden'])
        assert.ok(!answer.bytes.toString().includes(secret), `${index} tells ${secret}: ${answer.bytes.toString()}`);
    }
    assert.equal(answers[0]!.body.company, null);
    assert.deepEqual(
      answers[7]!.body.people.map((one: Json) => one.id),
      [person.id],
    );
  });

  test('leaves in place what they cannot see, whatever of the record they write', async () => {
    const [company, other] = [
      await create('companies', { name: 'Kept Ltd' }),
      await create('people', { name: 'Kept Person' }),
    ];
    const mine = await create('people', { name: 'Mine' }, own);
    const deal = await create('deals', { title: 'Two sides', owner: own.id, company: company.id });
    const task = await create('tasks', { subject: 'Ask', assignee: own.id, people: [other.id] });
    const read = await asked('GET', `deals/${deal.id}`);
    const headers = { 'if-match': read.headers['etag']! };
    const patch = { title: 'Three sides', company: null };
    const wrote = await kith.request('PATCH', `/api/v1/deals/${deal.id}`, patch, { as: own, headers });
    assert.deepEqual([wrote.status, wrote.body.title, wrote.body.company], [200, 'Three sides', null]);
    const full = await asked('GET', `deals/${deal.id}`, undefined, kith.owner);
    assert.equal(full.body.company.id, company.id);
    const added = await asked('PATCH', `tasks/${task.id}`, { people: [mine.id] });
    assert.equal(added.status, 200, JSON.stringify(added.body));
    const people = (await asked('GET', `tasks/${task.id}`, undefined, kith.owner)).body.people;
    assert.deepEqual(people.map((one: Json) => one.id).sort(), [mine.id, other.id].sort());
    const chosen = await create('companies', { name: 'Own Ltd' }, own);
    await asked('PATCH', `deals/${deal.id}`, { company: chosen.id });
    assert.equal((await asked('GET', `deals/${deal.id}`)).body.company.id, chosen.id);
  });
});
