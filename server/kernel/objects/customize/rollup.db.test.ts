import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { undefinedAfterStop, type JobRun } from '#kernel/jobs';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { workOutJob } from './work-out.ts';

let kith: TestApp;
let acme: string;
before(async () => {
  kith = await testApp();
  await ok('POST', 'objects', {
    label: 'Engagement',
    plural: 'Engagements',
    fields: [
      { label: 'Company', type: 'relation', to: 'companies' },
      { label: 'Fee', type: 'money' },
      { label: 'Hours', type: 'number' },
      { label: 'Phase', type: 'select', options: ['Open', 'Closed'] },
      { label: 'Ends', type: 'date' },
    ],
  });
  acme = (await ok('POST', 'companies', { name: 'Acme' })).id;
});
after(() => kith.close());

const ok = async (method: string, path: string, body?: object) => {
  const answer = await kith.request(method, `/api/v1/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const engage = (values: object) => ok('POST', 'c_engagements', { c_company: acme, ...values });
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const rollup = (label: string, how: object) =>
  ok('POST', 'objects/companies/fields', {
    label,
    type: 'rollup',
    rollup: { of: 'c_engagements', by: 'c_company', ...how },
  });
const company = () => ok('GET', `companies/${acme}`);

test('rollups are worked out for what is there, and follow every write, trash, undo and merge', async () => {
  const audit = await engage({
    name: 'Audit',
    c_fee: euros('1000.00'),
    c_phase: 'Open',
    c_ends: '2026-12-31',
    c_hours: 8,
  });
  await engage({ name: 'Tax', c_fee: euros('250.50'), c_phase: 'Closed', c_ends: '2026-03-31', c_hours: 3 });
  await rollup('Engagements', { fn: 'count' });
  await rollup('Open fees', { fn: 'sum', take: 'c_fee', where: { field: 'c_phase', is: 'Open' } });
  await rollup('Fees', { fn: 'sum', take: 'c_fee' });
  await rollup('All hours', { fn: 'sum', take: 'c_hours' });
  await rollup('Last end', { fn: 'max', take: 'c_ends' });
  await kith.drain();
  const shown = async () => {
    const { c_engagements, c_open_fees, c_fees, c_all_hours, c_last_end } = await company();
    return [c_engagements, c_open_fees?.amount ?? null, c_fees?.amount ?? null, c_all_hours, c_last_end];
  };
  assert.deepEqual(await shown(), [2, '1000.00', '1250.50', 11, '2026-12-31']);

  const closed = await kith.request('PATCH', `/api/v1/c_engagements/${audit.id}`, { c_phase: 'Closed', c_hours: 9 });
  assert.deepEqual(await shown(), [2, null, '1250.50', 12, '2026-12-31']);
  await ok('POST', `change_sets/${closed.headers['kith-change-set']}/undo`, {});
  assert.deepEqual(await shown(), [2, '1000.00', '1250.50', 11, '2026-12-31']);
  await ok('DELETE', `c_engagements/${audit.id}`);
  assert.deepEqual(await shown(), [1, null, '250.50', 3, '2026-03-31']);
  await ok('POST', `c_engagements/${audit.id}/restore`);
  const other = await ok('POST', 'companies', { name: 'Acme Holdings' });
  await ok('PATCH', `c_engagements/${audit.id}`, { c_company: other.id });
  assert.deepEqual(await shown(), [1, null, '250.50', 3, '2026-03-31']);
  await ok('POST', `companies/${acme}/merge`, { with: [other.id] });
  assert.deepEqual(await shown(), [2, '1000.00', '1250.50', 11, '2026-12-31']);
});

test('they are filtered, sorted and added up like what somebody typed, and cannot be typed', async () => {
  const small = await ok('POST', 'companies', { name: 'Small' });
  await ok('POST', 'c_engagements', { name: 'Little', c_company: small.id, c_fee: euros('10.00') });
  const filter = encodeURIComponent(JSON.stringify({ field: 'c_fees', gt: euros('100') }));
  const names = async (query: string) =>
    (await ok('GET', `companies?${query}`)).data.map((one: { name: string }) => one.name);
  assert.deepEqual(await names(`filter=${filter}`), ['Acme']);
  assert.deepEqual(await names('sort=-c_fees'), ['Acme', 'Small']);
  const typed = await kith.request('PATCH', `/api/v1/companies/${acme}`, { c_fees: euros('1') });
  assert.deepEqual([typed.status, typed.body.errors[0].code], [422, 'field.read_only']);
});

test('sums of several currencies are no sum', async () => {
  const mixed = await ok('POST', 'companies', { name: 'Mixed' });
  await ok('POST', 'c_engagements', { name: 'A', c_company: mixed.id, c_fee: euros('10.00') });
  await ok('POST', 'c_engagements', { name: 'B', c_company: mixed.id, c_fee: { amount: '10.00', currency: 'USD' } });
  assert.equal((await ok('GET', `companies/${mixed.id}`)).c_fees, null);
});

test('the nightly check puts right what is wrong, and tells how much that was', async () => {
  await kith.inWorkspace(({ db }) =>
    db.run(sql`update ${db.table('company')} set c_engagements = 99 where id = ${acme}::uuid`),
  );
  assert.equal((await company()).c_engagements, 99);
  await kith.inWorkspace(({ db }) =>
    db.run(sql`insert into ${db.table('job')} (id, kind, payload, max_attempts)
      values (gen_random_uuid(), 'objects.check_rollups', '{}', 3)`),
  );
  await kith.drain();
  assert.equal((await company()).c_engagements, 2);
  const job = await kith.inWorkspace(({ db }) =>
    db.one<{ result: unknown }>(sql`select result from ${db.table('job')}
      where kind = 'objects.check_rollups' and result->'repaired'->>'companies' is not null`),
  );
  assert.deepEqual(job.result, { repaired: { companies: 1 } });
});

test('a first working out that is stopped half-way is taken up again, not called done', async () => {
  let pages = 0;
  await kith.inWorkspace(async (ctx) => {
    const transaction: JobRun['transaction'] = (work) => {
      pages += 1;
      return work(ctx);
    };
    const job = {
      workspace: ctx.workspace,
      actor: ctx.actor,
      transaction,
      stopped: () => pages > 0,
    } as unknown as JobRun;
    const left = await workOutJob.run(job, { object: 'person', field: 'open_deals' });
    assert.equal(left, undefinedAfterStop);
  });
});

test('what cannot be worked out is refused with the reason, at its place', async () => {
  const refused = async (how: object) => {
    const body = { label: 'Wrong', type: 'rollup', rollup: { of: 'c_engagements', by: 'c_company', ...how } };
    const answer = await kith.request('POST', '/api/v1/objects/companies/fields', body);
    return [answer.status, answer.body.errors?.[0].pointer, answer.body.errors?.[0].code];
  };
  assert.deepEqual(await refused({ fn: 'count', of: 'nothings' }), [422, '/rollup/of', 'rollup.no_object']);
  assert.deepEqual(await refused({ fn: 'count', by: 'owner' }), [422, '/rollup/by', 'rollup.no_relation']);
  assert.deepEqual(await refused({ fn: 'sum' }), [422, '/rollup/take', 'rollup.no_field']);
  assert.deepEqual(await refused({ fn: 'sum', take: 'c_ends' }), [422, '/rollup/take', 'rollup.no_field']);
  assert.deepEqual(await refused({ fn: 'count', take: 'c_fee' }), [422, '/rollup/take', 'rollup.no_field']);
  const far = { field: 'c_company.name', is: 'x' };
  assert.deepEqual(await refused({ fn: 'count', where: far }), [422, '/rollup/where', 'rollup.too_far']);
  const mine = { any: [{ field: 'owner', me: true }] };
  assert.deepEqual(await refused({ fn: 'count', where: mine }), [422, '/rollup/where', 'rollup.too_far']);
  const others = { all: [{ some_of: 'tasks', by: 'companies' }] };
  assert.deepEqual(await refused({ fn: 'count', where: others }), [422, '/rollup/where', 'rollup.too_far']);
  const broken = { field: 'c_fee', near: 3 };
  assert.deepEqual(await refused({ fn: 'count', where: broken }), [422, '/rollup/where', 'rollup.condition']);
  const none = await kith.request('POST', '/api/v1/objects/companies/fields', { label: 'Wrong', type: 'rollup' });
  assert.deepEqual(none.body.errors[0].code, 'rollup.missing');
  assert.equal((await company()).c_wrong, undefined);
});
