import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';
import { forgetParkedBulk } from './forget-parked.ts';

type Json = Record<string, unknown>;

describe('an action for many records', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const make = async (api: string, values: Json, as?: TestMember): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, as ? { as } : {});
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const read = async (path: string, as?: TestMember) =>
    (await kith.request('GET', `/api/v1/${path}`, undefined, as ? { as } : {})).body;
  const start = (api: string, body: Json, as?: TestMember) =>
    kith.request('POST', `/api/v1/${api}/bulk`, { action: 'run', ...body }, as ? { as } : {});
  /** Runs an action to its end; answers with total, changed, unchanged, missed and refused, and the whole. */
  const run = async (api: string, body: Json, as?: TestMember) => {
    const asked = await start(api, body, as);
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
    await kith.drain();
    const { body: job } = await kith.request('GET', `/api/v1/jobs/${asked.body.job_id}`);
    const { result } = job;
    assert.ok(result, JSON.stringify(job));
    const counts = ['total', 'changed', 'unchanged', 'missed', 'refused'].map((name) => result[name]);
    return { counts, refusals: result.refusals as Json[], set: asked.body.change_set_id as string };
  };
  const list = async (api: string, filter: Json, as?: TestMember) =>
    (await kith.request('POST', `/api/v1/${api}/query`, { filter, limit: 200 }, as ? { as } : {})).body.data as Json[];

  test('makes a task for each, for its owner or for one person, and one undo takes all of them back', async () => {
    const berta = await kith.addMember('Berta', 'member');
    const mine = await make('people', { name: 'Task Mine', city: 'Taskville' });
    const hers = await make('people', { name: 'Task Hers', city: 'Taskville', owner: berta.id });
    const filter = { field: 'city', is: 'Taskville' };
    const input = { subject: 'Call about the new prices', due_at: '2026-12-01T09:00:00Z' };
    const done = await run('people', { run: 'create_task', input, filter });
    assert.deepEqual(done.counts, [2, 2, 0, 0, 0]);
    const tasks = await list('tasks', { field: 'subject', is: input.subject });
    const told = tasks.map((one) => [
      (one['people'] as Json[])[0]!['id'],
      (one['assignee'] as Json)['id'],
      one['due_at'],
    ]);
    assert.deepEqual(
      new Map(told.map(([person, ...rest]) => [person, rest])),
      new Map([
        [mine, [kith.owner.id, input.due_at]],
        [hers, [berta.id, input.due_at]],
      ]),
    );
    const undone = await kith.request('POST', `/api/v1/change_sets/${done.set}/undo`);
    assert.deepEqual([undone.status, undone.body.undone], [200, 2]);
    assert.deepEqual(await list('tasks', { field: 'subject', is: input.subject }), []);
    await run('people', { run: 'create_task', input: { subject: 'For Berta', assignee: berta.id }, ids: [mine] });
    assert.equal(
      (await list('tasks', { field: 'subject', is: 'For Berta' })).map((one) => (one['assignee'] as Json)['id'])[0],
      berta.id,
    );
  });

  test('offers what one may run, and refuses before it begins what nobody could', async () => {
    const reader = await kith.addMember('Reader', 'read_only');
    const offered = async (api: string, as?: TestMember) =>
      (await read(`${api}/actions`, as)).data.map((one: Json) => one['key']);
    assert.deepEqual(await offered('people'), [
      'create_task',
      'add_note',
      'log_call',
      'record_consent',
      'follow',
      'unfollow',
    ]);
    assert.deepEqual(await offered('deals'), [
      'create_task',
      'add_note',
      'log_call',
      'move_stage',
      'mark_won',
      'mark_lost',
      'follow',
      'unfollow',
    ]);
    assert.deepEqual(await offered('people', reader), []);
    const asked = async (body: Json, as?: TestMember) => {
      const answer = await start('people', { ids: [], ...body }, as);
      return [answer.status, answer.body.errors?.[0]?.pointer ?? answer.body.code];
    };
    assert.deepEqual(await asked({ run: 'create_task', input: {} }), [422, '/input/subject']);
    assert.deepEqual(await asked({ run: 'create_task', input: { subject: 'x', done: true } }), [422, '/input/done']);
    assert.deepEqual(await asked({ run: 'create_task', input: { subject: 'x', due_at: 'soon?' } }), [
      422,
      '/input/due_at',
    ]);
    assert.deepEqual(await asked({ run: 'mark_won' }), [422, 'action.not_found']);
    assert.deepEqual(await asked({ run: 'follow' }, reader), [403, 'access.not_allowed']);
  });

  test('ends deals with a reason, records consent and follows; records of others are left out', async () => {
    const own = await kith.addMember('Own', 'own_records');
    const theirs = await make('people', { name: 'Run Theirs' });
    const mine = await make('people', { name: 'Run Mine' }, own);
    await kith.request('POST', `/api/v1/people/${theirs}/shares`, { member: own.id, level: 'read' });
    const consent = { channel: 'email', purpose: 'offers', answer: 'yes' };
    const ids = [mine, theirs];
    const recorded = await run('people', { run: 'record_consent', input: consent, ids }, own);
    assert.deepEqual(recorded.counts, [1, 1, 0, 0, 0], 'those one may not change are not chosen');
    assert.deepEqual((await read(`people/${mine}`)).consents, ['email:offers']);
    assert.equal((await read(`people/${theirs}`)).consents, null);
    const undo = await kith.request('POST', `/api/v1/change_sets/${recorded.set}/undo`);
    assert.deepEqual([undo.status, undo.body.code], [409, 'change_set.append_only']);
    const followed = await run('people', { run: 'follow', ids }, own);
    assert.deepEqual(followed.counts, [2, 2, 0, 0, 0]);
    assert.equal((await read(`people/${theirs}/shares`, own)).following, true);
    assert.deepEqual((await run('people', { run: 'unfollow', ids }, own)).counts, [2, 2, 0, 0, 0]);
    const deals = [
      await make('deals', { title: 'A' }),
      await make('deals', { title: 'B', outcome: 'lost', lost_reason: 'Price' }),
    ];
    const lost = await run('deals', { run: 'mark_lost', input: { lost_reason: 'Price' }, ids: deals });
    assert.deepEqual(lost.counts, [2, 1, 1, 0, 0]);
    const { outcome, lost_reason } = await read(`deals/${deals[0]}`);
    assert.deepEqual([outcome, lost_reason], ['lost', 'Price']);
    await kith.request('POST', `/api/v1/change_sets/${lost.set}/undo`);
    assert.equal((await read(`deals/${deals[0]}`)).outcome, 'open');
  });

  test('logs calls, moves deals and completes tasks; one that repeats comes back, and undo takes it away', async () => {
    const person = await make('people', { name: 'Called Person' });
    const call = { subject: 'New prices', outcome: 'left_message' };
    assert.deepEqual((await run('people', { run: 'log_call', input: call, ids: [person] })).counts, [1, 1, 0, 0, 0]);
    const [entry] = (await read(`people/${person}/timeline`)).data;
    assert.deepEqual([entry.kind, entry.title], ['call', 'New prices']);
    const deals = [await make('deals', { title: 'C', stage: 'Proposal' }), await make('deals', { title: 'D' })];
    const moved = await run('deals', { run: 'move_stage', input: { stage: 'Proposal' }, ids: deals });
    assert.deepEqual(moved.counts, [2, 1, 1, 0, 0]);
    assert.equal((await read(`deals/${deals[1]}`)).stage.name, 'Proposal');

    const often = { subject: 'Often', due_at: '2026-03-02T09:00:00Z', recurrence: 'weekly', people: [person] };
    const tasks = [
      await make('tasks', often),
      await make('tasks', { subject: 'Once' }),
      await make('tasks', { subject: 'Done before', done: true }),
    ];
    const completed = await run('tasks', { run: 'complete_tasks', ids: tasks });
    assert.deepEqual(completed.counts, [3, 2, 1, 0, 0]);
    const open = async () =>
      (await list('tasks', { field: 'subject', is: 'Often' })).filter((one) => one['done'] !== true);
    const [again, ...others] = await open();
    assert.deepEqual(others, []);
    assert.notEqual(again!['id'], tasks[0]);
    assert.deepEqual((again!['people'] as Json[])[0]!['id'], person);
    assert.equal(typeof (await read(`tasks/${tasks[0]}`)).done_at, 'string');
    const undone = await kith.request('POST', `/api/v1/change_sets/${completed.set}/undo`);
    assert.equal(undone.status, 200);
    assert.deepEqual(
      (await open()).map((one) => one['id']),
      [tasks[0]],
    );
  });

  test('what a rule of administrators refuses is told with its record, and the others are done', async () => {
    const ruled = await kith.request('PATCH', '/api/v1/objects/tasks', {
      rules: [{ formula: 'not blank(notes)', message: 'A task needs notes.' }],
    });
    assert.equal(ruled.status, 200, JSON.stringify(ruled.body));
    const person = await make('people', { name: 'Ruled Person' });
    const done = await run('people', {
      run: 'create_task',
      input: { subject: 'Without notes' },
      ids: [person],
    });
    assert.deepEqual(done.counts, [1, 0, 0, 0, 1], JSON.stringify(done));
    assert.equal(done.refusals[0]!['name'], 'Ruled Person');
    await kith.request('PATCH', '/api/v1/objects/tasks', { rules: [] });
  });

  test('rights that are taken away before it runs count', async () => {
    const leaving = await kith.addMember('Leaving', 'member');
    const person = await make('people', { name: 'Left Person', city: 'Before' });
    const change = { action: 'update', values: { city: 'After' }, ids: [person] };
    const asked = await kith.request('POST', '/api/v1/people/bulk', change, { as: leaving });
    assert.equal(asked.status, 202);
    const demoted = await kith.request('PATCH', `/api/v1/members/${leaving.id}`, { role: 'read_only' });
    assert.equal(demoted.status, 200);
    await kith.drain();
    assert.equal((await read(`people/${person}`)).city, 'Before');
  });

  test('work that was parked leaves nothing behind for long', async () => {
    const person = await make('people', { name: 'Parked Person' });
    const body = { run: 'add_note', input: { text: 'x' }, ids: [person] };
    const { body: asked } = await start('people', body);
    await kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set done_at = now() - interval '31 days', state = 'parked'
        where id = ${asked.job_id}::uuid`),
    );
    await kith.inWorkspace(({ db }) =>
      db.run(sql`insert into ${db.table('bulk_item')} (run_id, record_id)
        values (${asked.change_set_id}::uuid, ${person}::uuid)`),
    );
    assert.equal(await kith.inWorkspace(forgetParkedBulk), 1);
    const left = await kith.inWorkspace(({ db }) =>
      db.one<{ n: number }>(sql`select count(*) as n from ${db.table('bulk_item')}`),
    );
    assert.equal(left.n, 0);
  });
});
