import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
let acme: string;
let now = new Date('2026-11-22T08:00:00Z');
before(async () => {
  kith = await testApp({ clock: () => now });
  await ok('POST', 'objects', {
    label: 'Engagement',
    plural: 'Engagements',
    fields: [
      { label: 'Company', type: 'relation', to: 'companies' },
      { label: 'Fee', type: 'money' },
      { label: 'Cost', type: 'money' },
      { label: 'Hours', type: 'number' },
      { label: 'Phase', type: 'select', options: ['Open', 'Closed'] },
      { label: 'Ends', type: 'date' },
      { label: 'Billable', type: 'checkbox' },
    ],
  });
  await add('companies', { label: 'Sector', type: 'select', options: ['Sea', 'Land'] });
  acme = (await ok('POST', 'companies', { name: 'Acme', c_sector: 'Sea' })).id;
});
after(() => kith.close());

const ok = async (method: string, path: string, body?: object) => {
  const answer = await kith.request(method, `/api/v1/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const add = (object: string, field: object) => ok('POST', `objects/${object}/fields`, field);
const formula = (label: string, text: string, object = 'c_engagements') =>
  add(object, { label, type: 'formula', formula: text });
const engage = (values: object) => ok('POST', 'c_engagements', { name: 'Audit', c_company: acme, ...values });
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const read = (id: string) => ok('GET', `c_engagements/${id}`);
const list = (query: string): Promise<Record<string, never>[]> =>
  ok('GET', `c_engagements?${query}`).then(({ data }) => data);
const filtered = (filter: object) => list(`filter=${encodeURIComponent(JSON.stringify(filter))}`);

test('formulas are worked out for what is there, and follow every write, trash and undo', async () => {
  const { id } = await engage({ c_fee: euros('1000.00'), c_cost: euros('400.00'), c_hours: 8 });
  await formula('Profit', 'c_fee - c_cost');
  await formula('Margin', 'round(c_profit / c_fee * 100, 1)');
  await formula('Rate', 'c_fee / c_hours');
  await formula('Size', 'case(c_hours > 40, "large", c_hours > 4, "Middle", "small")');
  await formula('Invoice by', 'c_ends + 14');
  await formula('Dear', 'c_billable and c_rate > 100');
  await kith.drain();
  const shown = async (of = id) => {
    const { c_profit, c_margin, c_rate, c_size, c_invoice_by, c_dear } = await read(of);
    return [c_profit?.amount ?? null, c_margin, c_rate?.amount ?? null, c_size, c_invoice_by, c_dear];
  };
  assert.deepEqual(await shown(), ['600.00', 60, '125.00', 'Middle', null, false]);

  const patched = await kith.request('PATCH', `/api/v1/c_engagements/${id}`, {
    c_fee: euros('500.00'),
    c_ends: '2026-12-25',
    c_billable: true,
    c_hours: 2,
  });
  assert.equal(patched.body.c_profit.amount, '100.00', 'the answer has the new value already');
  assert.deepEqual(await shown(), ['100.00', 20, '250.00', 'small', '2027-01-08', true]);
  await ok('POST', `change_sets/${patched.headers['kith-change-set']}/undo`, {});
  assert.deepEqual(await shown(), ['600.00', 60, '125.00', 'Middle', null, false]);

  const made = await engage({ c_fee: euros('10.00'), c_cost: { amount: '4.00', currency: 'USD' }, c_hours: 0 });
  assert.deepEqual(await shown(made.id), [null, null, null, 'small', null, false]);
  await ok('DELETE', `c_engagements/${made.id}`);
  await ok('POST', `c_engagements/${made.id}/restore`);
  assert.deepEqual(await shown(made.id), [null, null, null, 'small', null, false]);
});

test('they are filtered, sorted and added up like what somebody typed, and cannot be typed', async () => {
  const { id } = await engage({ name: 'Big', c_fee: euros('9000.00'), c_cost: euros('1.00'), c_hours: 90 });
  assert.deepEqual(
    (await filtered({ field: 'c_profit', gt: euros('600') })).map((one) => one['name']),
    ['Big'],
  );
  const sizes = (await list('sort=c_size')).map((one) => one['c_size']);
  assert.deepEqual(sizes, ['large', 'Middle', 'small']);
  assert.deepEqual(
    (await filtered({ field: 'c_size', is: 'MIDDLE' })).map((one) => one['c_size']),
    ['Middle'],
  );
  assert.deepEqual(
    (await filtered({ field: 'c_size', starts_with: 'LAR' })).map((one) => one['id']),
    [id],
  );
  const summed = await ok('POST', 'c_engagements/query', {
    aggregate: [{ fn: 'sum', field: 'c_profit' }],
  });
  assert.deepEqual(summed.groups[0].values.sum_c_profit, [euros('9599.00')]);
  const typed = await kith.request('PATCH', `/api/v1/c_engagements/${id}`, { c_profit: euros('1') });
  assert.deepEqual([typed.status, typed.body.errors[0].code], [422, 'field.read_only']);
});

test('look-ups and related fields follow the record that they look at', async () => {
  await add('c_engagements', { label: 'Sector', type: 'lookup', through: 'c_company', field: 'c_sector' });
  await formula('Line', 'name & " for " & c_company.name');
  await kith.drain();
  const { id } = await engage({ name: 'Tax' });
  const shown = async () => {
    const { c_sector, c_line } = await read(id);
    return [c_sector, c_line];
  };
  assert.deepEqual(await shown(), ['Sea', 'Tax for Acme']);
  const moved = await kith.request('PATCH', `/api/v1/companies/${acme}`, { name: 'Acme Lines', c_sector: 'Land' });
  assert.deepEqual(await shown(), ['Land', 'Tax for Acme Lines']);
  await ok('POST', `change_sets/${moved.headers['kith-change-set']}/undo`, {});
  assert.deepEqual(await shown(), ['Sea', 'Tax for Acme']);
  const other = await ok('POST', 'companies', { name: 'Beta', c_sector: 'Land' });
  await ok('PATCH', `c_engagements/${id}`, { c_company: other.id });
  assert.deepEqual(await shown(), ['Land', 'Tax for Beta']);
  await ok('POST', `companies/${acme}/merge`, { with: [other.id] });
  assert.deepEqual(await shown(), ['Sea', 'Tax for Acme']);
  const sector = (await ok('GET', 'objects/c_engagements')).fields.find(
    (field: { key: string }) => field.key === 'c_sector',
  );
  assert.deepEqual(sector.lookup, { through: 'c_company', field: 'c_sector' });
  assert.deepEqual(
    sector.options.map((one: { value: string }) => one.value),
    ['Sea', 'Land'],
  );
  assert.deepEqual(
    (await filtered({ field: 'c_sector', is: 'Sea' })).length,
    (await list('')).filter((one) => one['c_sector'] === 'Sea').length,
  );
});

test('formulas are made of rollups, and of what a summary leads to', async () => {
  const rollup = { of: 'c_engagements', by: 'c_company', fn: 'sum', take: 'c_fee' };
  await add('companies', { label: 'Fees', type: 'rollup', rollup });
  await formula('Class', 'if(c_fees >= 9000, "A", "B")', 'companies');
  await formula('Works in', 'company.c_sector & ""', 'people');
  await kith.drain();
  const company = async () => (await ok('GET', `companies/${acme}`)).c_class;
  assert.equal(await company(), 'A');
  const big = (await filtered({ field: 'name', is: 'Big' }))[0]!['id'];
  await ok('PATCH', `c_engagements/${big}`, { c_fee: euros('1.00') });
  assert.equal(await company(), 'B');
  const person = await ok('POST', 'people', { name: 'Anna' });
  await ok('POST', 'employments', { person: person.id, company: acme });
  assert.equal((await ok('GET', `people/${person.id}`)).c_works_in, 'Sea');
});

test('more pointing records than a write takes along follow by a job', async () => {
  const firm = await ok('POST', 'companies', { name: 'Wide' });
  const records = Array.from({ length: 600 }, (_, at) => ({
    object: 'c_engagements',
    values: { name: `W${at}`, c_company: firm.id },
  }));
  for (let at = 0; at < 600; at += 100) await ok('POST', 'batch', { records: records.slice(at, at + 100) });
  await ok('PATCH', `companies/${firm.id}`, { name: 'Wider' });
  await kith.drain();
  const followed = await ok('POST', 'c_engagements/query', {
    filter: { field: 'c_line', contains: 'for wider' },
    limit: 1,
    total: true,
  });
  assert.equal(followed.total.count, 600);
});

test('a formula is changed, taken back, and refused where it would need itself', async () => {
  const field = 'objects/c_engagements/fields/c_profit';
  const { id } = await engage({ c_fee: euros('100.00'), c_cost: euros('40.00') });
  const changed = await kith.request('PATCH', `/api/v1/${field}`, { formula: '(c_fee - c_cost) * 2' });
  assert.equal(changed.status, 200);
  await kith.drain();
  assert.equal((await read(id)).c_profit.amount, '120.00');
  assert.equal((await read(id)).c_margin, 120);
  await ok('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {});
  await kith.drain();
  assert.equal((await read(id)).c_profit.amount, '60.00');
  const refused = async (path: string, method: string, body: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    const [issue] = answer.body.errors ?? [];
    return [answer.status, issue?.pointer, issue?.code, issue?.message];
  };
  assert.deepEqual(await refused(field, 'PATCH', { formula: 'c_fee * c_margin' }), [
    422,
    '/formula',
    'formula.cycle',
    'The field would depend on itself: c_profit → c_margin → c_profit.',
  ]);
  assert.deepEqual((await refused(field, 'PATCH', { formula: '"text"' }))[2], 'formula.other_type');
  const fields = 'objects/c_engagements/fields';
  const wrong = (text?: string) => refused(fields, 'POST', { label: 'Wrong', type: 'formula', formula: text });
  assert.deepEqual((await wrong('c_fee +'))[2], 'formula.no_value');
  assert.deepEqual((await wrong())[2], 'formula.empty');
  assert.deepEqual((await wrong('c_company.c_fees'))[2], 'formula.worked_out');
  const look = (through: string, take: string) =>
    refused(fields, 'POST', { label: 'Wrong', type: 'lookup', through, field: take });
  assert.deepEqual((await look('name', 'name'))[2], 'lookup.no_relation');
  assert.deepEqual((await look('c_company', 'nothing'))[2], 'lookup.no_field');
  assert.deepEqual((await look('c_company', 'c_fees'))[2], 'lookup.worked_out');
  const early = { label: 'Thing', plural: 'Things', fields: [{ label: 'F', type: 'formula', formula: '1' }] };
  assert.deepEqual((await refused('objects', 'POST', early)).slice(1, 3), ['/fields/0/formula', 'formula.no_object']);
});

test('a formula is looked over while it is typed, with what it gives', async () => {
  const check = (body: object) => ok('POST', 'objects/c_engagements/fields/check', body);
  const good = await check({ formula: 'c_fee * 2' });
  assert.deepEqual([good.type, good.errors, good.samples.length], ['money', [], 3]);
  assert.deepEqual(good.samples[0], { id: good.samples[0].id, name: 'Audit', value: euros('200.00') });
  const bad = await check({ formula: 'c_fee * total' });
  assert.deepEqual(
    [bad.type, bad.samples, bad.errors],
    [
      null,
      [],
      [
        {
          code: 'formula.no_field',
          message: 'There is no field "total". Fields are written as in the API.',
          at: 8,
          parts: { name: 'total' },
        },
      ],
    ],
  );
  const cycle = await check({ formula: 'c_margin', field: 'c_profit' });
  assert.equal(cycle.errors[0].code, 'formula.cycle');
});

test('what asks for the day follows the day, and the nightly check puts right what is wrong', async () => {
  await formula('Days left', 'c_ends - today()');
  await kith.drain();
  const { id } = await engage({ c_ends: '2026-12-01', c_fee: euros('10.00'), c_cost: euros('4.00') });
  assert.equal((await read(id)).c_days_left, 9);
  const run = async (kind: string) => {
    await kith.inWorkspace(({ db }) =>
      db.run(sql`insert into ${db.table('job')} (id, kind, payload, max_attempts)
        values (gen_random_uuid(), ${kind}, '{}', 3)`),
    );
    await kith.drain();
  };
  // In Nicosia the 23rd begins at 22:00 of the 22nd.
  now = new Date('2026-11-22T22:30:00Z');
  await run('objects.new_day');
  assert.equal((await read(id)).c_days_left, 8);
  await kith.inWorkspace(({ db }) =>
    db.run(sql`update ${db.table('c_engagement')} set c_profit = 99 where id = ${id}::uuid`),
  );
  await run('objects.check_rollups');
  assert.equal((await read(id)).c_profit.amount, '6.00');
});
