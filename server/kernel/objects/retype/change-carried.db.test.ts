import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, sql } from '#kernel/database';
import { undefinedAfterStop } from '#kernel/jobs';
import { system, type Context } from '#kernel/workspace';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { getObject } from '../catalog.ts';
import { createRecords } from '../records/create.ts';
import { inChangeSet } from '../records/write-set.ts';
import { changeTypeJob } from './change-carried.ts';

let kith: TestApp;
let now = new Date('2026-03-01T10:00:00Z');
const tick = () => (now = new Date(now.getTime() + 60_000));
before(async () => {
  kith = await testApp({ clock: () => now });
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => {
  tick();
  return kith.request(method, `/api/v1/${path}`, body);
};
const ok = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const add = (field: object) => ok('POST', 'objects/people/fields', field);
const person = async (values: object): Promise<string> => (await ok('POST', 'people', values)).body.id;
const value = async (id: string, key: string) => (await ok('GET', `people/${id}`)).body[key];
const typeOf = async (key: string) =>
  (await ok('GET', 'objects/people')).body.fields.find((one: { key: string }) => one.key === key).type;
const found = async (filter: object) =>
  (await ok('GET', `people?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body.data.length;
const retype = async (key: string, body: object) => {
  const begun = await ok('PATCH', `objects/people/fields/${key}`, body);
  assert.equal(begun.status, 202);
  tick();
  await kith.drain();
  return (await ok('GET', `jobs/${begun.body.job_id}`)).body.result;
};
const undo = async (id: string) => (await ok('POST', `change_sets/${id}/undo`, {})).body;

test('a text becomes a date, also what is written meanwhile; the past answers, undo gives each text back', async () => {
  await add({ label: 'Met', type: 'text' });
  const first = await person({ name: 'Anna', c_met: '3/4/2025' });
  const second = await person({ name: 'Bella', c_met: '25 Dec 2024' });
  const third = await person({ name: 'Carl', c_met: 'unknown' });
  const older = await ok('PATCH', `people/${second}`, { c_met: '24.12.2024' });
  const path = 'objects/people/fields/c_met';
  await ok('POST', 'views', {
    object: 'people',
    name: 'Coloured',
    layout: { colours: [{ filter: { field: 'c_met', contains: '2025' }, colour: 'red' }] },
  });
  const preview = (await ok('PATCH', `${path}?preview=true`, { type: 'date' })).body;
  assert.deepEqual(preview, {
    type: 'date',
    fit: 2,
    unfit: 1,
    examples: [{ id: third, name: 'Carl', value: 'unknown' }],
    options: null,
    views: ['Coloured'],
    total: 3,
    ambiguous: 1,
    dates: 'day_first',
  });
  assert.equal((await call('PATCH', path, { type: 'date' })).body.code, 'field.values_do_not_fit');
  const asWas = tick().toISOString();

  const begun = await ok('PATCH', path, { type: 'date', unfit: 'leave_out' });
  assert.equal((await call('PATCH', path, { type: 'number' })).body.errors[0].code, 'field.is_changing');
  const meanwhile = await person({ name: 'Dora', c_met: '1.2.2023' });
  assert.equal(await value(meanwhile, 'c_met'), '1.2.2023', 'until it is done it is a text');
  tick();
  await kith.drain();
  const done = (await ok('GET', `jobs/${begun.body.job_id}`)).body.result;
  assert.deepEqual([done.changed, done.left_out], [true, 1]);
  assert.equal(await typeOf('c_met'), 'date');
  const values = () => Promise.all([first, second, third, meanwhile].map((id) => value(id, 'c_met')));
  assert.deepEqual(await values(), ['2025-04-03', '2024-12-24', null, '2023-02-01']);
  assert.equal(await found({ field: 'c_met', after: '2025-01-01' }), 1);
  assert.equal((await ok('GET', `people/${second}?as_of=${asWas}`)).body.c_met, '2024-12-24');
  const filter = encodeURIComponent('{"field":"c_met","is":"2025-04-03"}');
  assert.equal((await ok('GET', `people?as_of=${asWas}&filter=${filter}`)).body.data.length, 1);

  await ok('PATCH', `people/${first}`, { c_met: '2025-04-05' });
  await undo(older.headers['kith-change-set']!);
  assert.equal(await value(second, 'c_met'), '2024-12-25', 'a write from before is taken back as a date');
  const undone = await undo(done.change_set_id);
  assert.equal(await typeOf('c_met'), 'text');
  assert.deepEqual(await values(), ['2025-04-05', '2024-12-25', 'unknown', '1.2.2023']);
  await ok('PATCH', `people/${third}`, { c_met: '7/8/2022' });
  await undo(undone.change_set_id);
  assert.equal(await typeOf('c_met'), 'date');
  assert.deepEqual(await values(), ['2025-04-05', '2024-12-25', '2022-08-07', '2023-02-01'], 'done again');
});

test('texts become choices, choices one, a number a sum; columns go when no undo needs them', async () => {
  await add({ label: 'Likes', type: 'text' });
  await add({ label: 'Fee', type: 'number' });
  const first = await person({ name: 'Eva', c_likes: 'Tea; Sea', c_fee: 12.5 });
  const second = await person({ name: 'Fay', c_likes: 'Tea' });
  const likes = await retype('c_likes', { type: 'multi_select' });
  assert.equal(likes.changed, true);
  const { fields } = (await ok('GET', 'objects/people')).body;
  const { options } = fields.find((one: { key: string }) => one.key === 'c_likes');
  assert.deepEqual(
    options.map((one: { value: string }) => one.value),
    ['Tea', 'Sea'],
  );
  assert.deepEqual(await value(first, 'c_likes'), ['Tea', 'Sea']);
  assert.equal(await found({ field: 'c_likes', contains: ['Tea'] }), 2);
  assert.equal((await call('PATCH', 'objects/people/fields/c_likes', { type: 'select' })).status, 422);
  await ok('PATCH', `people/${first}`, { c_likes: ['Sea'] });
  const one = await retype('c_likes', { type: 'select' });
  assert.deepEqual([await value(first, 'c_likes'), await value(second, 'c_likes')], ['Sea', 'Tea']);
  await undo(one.change_set_id);
  assert.deepEqual(await value(first, 'c_likes'), ['Sea']);
  await undo(likes.change_set_id);
  assert.deepEqual([await value(first, 'c_likes'), await value(second, 'c_likes')], ['Sea', 'Tea']);

  await retype('c_fee', { type: 'money' });
  assert.deepEqual(await value(first, 'c_fee'), { amount: '12.50', currency: 'EUR' });
  const columns = async () =>
    (
      await kith.inWorkspace(({ db }) =>
        db.many<{ name: string }>(sql`select attname as name from pg_catalog.pg_attribute a
          join pg_catalog.pg_class c on c.oid = a.attrelid
          where c.relname = 'person' and starts_with(attname, 'c_fee') and not attisdropped`),
      )
    ).length;
  assert.equal(await columns(), 4, 'the number, and the amount with its currency and what it was worth');
  await ok('PUT', 'settings/history', { undo_days: 90 });
  for (let night = 0; night < 2; night += 1) {
    now = new Date(now.getTime() + 100 * 86_400_000);
    await kith.drain();
  }
  assert.equal(await columns(), 3);
  await ok('PATCH', `people/${first}`, { c_fee: { amount: '13.00', currency: 'EUR' } });
});

test('what does not fit and was written meanwhile refuses it; what others go by keeps its type', async () => {
  await add({ label: 'Size', type: 'text' });
  await person({ name: 'Gil', c_size: '1.250,5' });
  const begun = await ok('PATCH', 'objects/people/fields/c_size', { type: 'number' });
  const late = await person({ name: 'Hal', c_size: 'big' });
  await kith.drain();
  const { result } = (await ok('GET', `jobs/${begun.body.job_id}`)).body;
  assert.deepEqual(result, { changed: false, unfit: 1, examples: [{ id: late, value: 'big' }] });
  assert.deepEqual([await typeOf('c_size'), await value(late, 'c_size')], ['text', 'big']);
  await ok('PATCH', `people/${late}`, { c_size: '7' });
  assert.equal((await retype('c_size', { type: 'number' })).changed, true);
  assert.equal(await value(late, 'c_size'), 7);
  await add({ label: 'Twice', type: 'formula', formula: 'c_size * 2' });
  const used = await call('PATCH', 'objects/people/fields/c_size', { type: 'money' });
  assert.equal(used.body.errors[0].code, 'field.is_used');
  const odd = await call('PATCH', 'objects/people/fields/c_size', { label: 'S', dates: 'day_first' });
  assert.deepEqual([odd.status, odd.body.errors[0].pointer], [422, '/dates']);
});

const opened = () => {
  const gate: { open: () => void; passed: Promise<void> } = { open: () => undefined, passed: Promise.resolve() };
  gate.passed = new Promise((resolve) => (gate.open = resolve));
  return gate;
};
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise(setImmediate);
};

test('a writer by the model of before is waited for; one who comes too late writes by the new one', async () => {
  await add({ label: 'Day', type: 'text' });
  // By a model that does not know of the change: written when it has begun, kept when values were carried over.
  const [begun, written, keep] = [opened(), opened(), opened()];
  const old = (await kith.services.directory.find(kith.workspace.id))!;
  const early = newId();
  const writing = kith.services.inWorkspace(old, async (ctx) => {
    await begun.passed;
    const made = { id: early, values: { name: 'Ida', c_day: '2023-05-01' } };
    await inChangeSet(ctx, { origin: 'api', label: 'Early' }, (set) =>
      createRecords(set, getObject(ctx, 'person'), [made]),
    );
    written.open();
    await keep.passed;
  });
  // Begun before the change too, and held up before it writes: another has its key, and gives it back.
  const underKey = (key: string, values: object) =>
    kith.request('POST', '/api/v1/people', values, { headers: { 'idempotency-key': key } });
  await underKey('first', { name: 'Jill' });
  const [held, letGo] = [opened(), opened()];
  const holding = kith.inWorkspace(async ({ db }) => {
    await db.run(sql`insert into ${db.table('idempotency')} (key, actor, route, body_hash)
      select 'late', actor, route, body_hash from ${db.table('idempotency')}`);
    held.open();
    await letGo.passed;
    throw new Error('given back');
  });
  await held.passed;
  const late = underKey('late', { name: 'Jan', c_day: '2023-06-01' });
  const waits = ({ db }: Context) => db.many(sql`select from pg_catalog.pg_locks where not granted`);
  await until(async () => (await kith.inWorkspace(waits)).length > 0);

  await ok('PATCH', 'objects/people/fields/c_day', { type: 'date' });
  begun.open();
  await written.passed;
  const working = kith.drain();
  const isDate = async () => (await typeOf('c_day')) === 'date';
  const floor = ({ db }: Context) =>
    db.many(sql`select from ${db.table('model_floor')} where version > ${old.modelVersion}`);
  await until(async () => (await isDate()) || (await kith.inWorkspace(floor)).length > 0);
  keep.open();
  await writing;
  await until(isDate);
  letGo.open();
  await assert.rejects(holding, /given back/);
  await working;
  assert.deepEqual([await typeOf('c_day'), await value(early, 'c_day')], ['date', '2023-05-01']);
  const { status, body } = await late;
  assert.deepEqual([status, body.c_day], [201, '2023-06-01']);
  assert.equal(await found({ field: 'c_day', after: '2023-04-01' }), 2);
});

test('a change of type that was stopped half-way, by nobody who wanted it so, is taken up again', async () => {
  await add({ label: 'Rate', type: 'text' });
  const id = await person({ name: 'Kim', c_rate: '4' });
  const begun = await ok('PATCH', 'objects/people/fields/c_rate', { type: 'number' });
  const { services } = kith;
  const workspace = (await services.directory.find(kith.workspace.id))!;
  const { payload } = await services.inWorkspace(workspace, ({ db }) =>
    db.one<{ payload: never }>(sql`select payload from ${db.table('job')} where id = ${begun.body.job_id}`),
  );
  const stopped = await changeTypeJob(services.pools).run(
    {
      id: begun.body.job_id,
      attempt: 1,
      workspace,
      actor: system,
      transaction: (work) => services.inWorkspace(workspace, work),
      progress: async () => undefined,
      stopped: () => true,
      ends: async () => undefined,
      cancelRequested: async () => false,
    },
    payload,
  );
  assert.equal(stopped, undefinedAfterStop);
  tick();
  await kith.drain();
  assert.deepEqual([await typeOf('c_rate'), await value(id, 'c_rate')], ['number', 4]);
});
