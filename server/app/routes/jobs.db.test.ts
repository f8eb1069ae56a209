import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const ok = async (method: string, path: string, body?: object) => {
  const answer = await kith.request(method, `/api/v1/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const job = (id: string) => ok('GET', `jobs/${id}`);
const again = (id: string) => kith.request('POST', `/api/v1/jobs/${id}/again`, {});
/** As a worker leaves a job that failed too often. */
const park = (id: string, reason = 'database') =>
  kith.inWorkspace(({ db }) =>
    db.run(sql`update ${db.table('job')} set state = 'parked', done_at = now(), attempt = 5, error = 'secret words',
      reason = ${reason} where id = ${id}::uuid`),
  );
const fieldOf = async (key: string) =>
  (await ok('GET', 'objects/people')).fields.find((one: { key: string }) => one.key === key);

test('a change of many that was parked goes on for whoever began it, once, and tells nobody else why', async () => {
  const { id: person } = await ok('POST', 'people', { name: 'Anna', city: 'Before' });
  const member = await kith.addMember('Member', 'member');
  const other = await kith.addMember('Other', 'member');
  const change = { action: 'update', values: { city: 'After' }, ids: [person] };
  const { body: begun } = await kith.request('POST', '/api/v1/people/bulk', change, { as: member });
  assert.equal((await again(begun.job_id)).body.code, 'job.not_parked');
  await park(begun.job_id, 'disk_full');
  const shown = (await kith.request('GET', `/api/v1/jobs/${begun.job_id}`, undefined, { as: member })).body;
  assert.deepEqual([shown.state, shown.reason, shown.again], ['parked', 'disk_full', true]);
  assert.doesNotMatch(shown.error, /secret/);
  const as = (who: typeof member) => kith.request('POST', `/api/v1/jobs/${begun.job_id}/again`, {}, { as: who });
  assert.equal((await as(other)).status, 404);
  assert.equal((await as(member)).status, 202);
  assert.equal((await as(member)).body.code, 'job.not_parked');
  await kith.drain();
  const done = await job(begun.job_id);
  assert.deepEqual([done.state, done.reason, done.result.changed, done.attempt], ['done', null, 1, 1]);
  assert.equal((await ok('GET', `people/${person}`)).city, 'After');

  const back = await ok('POST', 'people/bulk', { ...change, values: { city: 'Later' } });
  await kith.drain();
  await ok('POST', `change_sets/${back.change_set_id}/undo`, {});
  await park(back.job_id);
  const late = await again(back.job_id);
  assert.deepEqual([late.status, late.body.code], [409, 'job.is_over'], 'it was taken back');
  assert.equal((await job(back.job_id)).again, false);
});

test('a change of many that was parked may be given up: it ends, and what it did can be taken back', async () => {
  const { id: person } = await ok('POST', 'people', { name: 'Bella', city: 'Before' });
  const change = { action: 'update', values: { city: 'After' }, ids: [person] };
  const { job_id: id } = await ok('POST', 'people/bulk', change);
  await park(id);
  assert.equal((await ok('POST', `jobs/${id}/cancel`, {})).cancelled, true);
  await kith.drain();
  assert.equal((await job(id)).state, 'cancelled');
  assert.equal((await ok('GET', `people/${person}`)).city, 'Before');
  assert.equal((await ok('POST', `jobs/${id}/cancel`, {})).cancelled, false);
});

test('a change of type that was parked says so at its field, and goes on or is given up', async () => {
  await ok('POST', 'objects/people/fields', { label: 'Size', type: 'text' });
  const { id: person } = await ok('POST', 'people', { name: 'Carl', c_size: '4' });
  const path = 'objects/people/fields/c_size';
  const { job_id: first } = await ok('PATCH', path, { type: 'number' });
  assert.deepEqual((await fieldOf('c_size')).changing, { to: 'number', job_id: first });
  await park(first, 'died');
  const member = await kith.addMember('Third', 'member');
  const seen = await kith.request('GET', '/api/v1/objects/people', undefined, { as: member });
  assert.equal(seen.body.fields.find((one: { key: string }) => one.key === 'c_size').changing, null);
  await ok('POST', `jobs/${first}/cancel`, {});
  await kith.drain();
  assert.equal((await job(first)).state, 'cancelled');
  const back = await fieldOf('c_size');
  assert.deepEqual([back.type, back.changing], ['text', null]);
  assert.equal((await again(first)).body.code, 'job.not_parked');

  const { job_id: second } = await ok('PATCH', path, { type: 'number' });
  await park(second);
  assert.equal((await again(second)).status, 202);
  await kith.drain();
  const now = await fieldOf('c_size');
  assert.deepEqual([now.type, now.changing], ['number', null]);
  assert.equal((await ok('GET', `people/${person}`)).c_size, 4);
});

test('an import that was parked says why and goes on, but not where another run was begun since', async () => {
  const form = new FormData();
  form.append('file', new Blob(['First name,Last name,E-mail\nDora,Dorou,dora@x.example\n']), 'people.csv');
  const { id } = await ok('POST', 'imports', form);
  await kith.drain();
  await ok('POST', `imports/${id}/run`, { accept: 'proposed' });
  const { job_id: run } = await ok('GET', `imports/${id}`);
  await park(run, 'disk_full');
  const shown = await ok('GET', `imports/${id}`);
  assert.deepEqual([shown.state, shown.stopped], ['failed', { reason: 'disk_full', again: true }]);
  const reader = await kith.addMember('Reader', 'member');
  const seen = (await kith.request('GET', `/api/v1/imports/${id}`, undefined, { as: reader })).body;
  assert.deepEqual(seen.stopped, { reason: 'disk_full', again: false }, 'it is the work of another');
  assert.equal((await again(run)).status, 202);
  await kith.drain();
  const done = await ok('GET', `imports/${id}`);
  assert.deepEqual([done.state, done.created, done.stopped], ['done', 1, null]);

  await ok('POST', `imports/${id}/undo`, {});
  await ok('POST', `imports/${id}/again`, {});
  const { job_id: next } = await ok('GET', `imports/${id}`);
  await park(next);
  await ok('POST', `imports/${id}/again`, {});
  assert.equal((await again(next)).body.code, 'job.is_over');
  await kith.drain();
  assert.equal((await ok('GET', 'people?q=Dorou')).data.length, 1);
});
