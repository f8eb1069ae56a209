import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

interface Field {
  key: string;
  type: string;
  to: string | null;
}

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const ok = async (method: string, path: string, body?: object) => {
  const answer = await kith.request(method, `/api/v1/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const engagement = {
  label: { en: 'Engagement', el: 'Έργο' },
  plural: { en: 'Engagements', el: 'Έργα' },
  icon: 'briefcase',
  fields: [
    { label: 'Company', type: 'relation', to: 'companies' },
    { label: 'Fee', type: 'money' },
    { label: 'Phase', type: 'select', options: ['Open', 'Closed'] },
    { label: 'Team', type: 'relation', to: 'people', many: true },
  ],
};

test('an object of our own has lists, filters, search, history, trash and undo like any other', async () => {
  const made = await ok('POST', 'objects', engagement);
  assert.equal(made.status, 201);
  assert.equal(made.body.api, 'c_engagements');
  const { data } = (await ok('GET', 'objects')).body;
  const model = data.find((one: { api: string }) => one.api === 'c_engagements');
  assert.deepEqual(model.fields.map((field: Field) => [field.key, field.type, field.to]).slice(0, 6), [
    ['name', 'text', null],
    ['owner', 'member', 'members'],
    ['c_company', 'relation', 'companies'],
    ['c_fee', 'money', null],
    ['c_phase', 'select', null],
    ['c_team', 'relation', 'people'],
  ]);
  assert.deepEqual(model.label, { en: ['Engagement', 'Engagements'], el: ['Έργο', 'Έργα'] });

  const company = (await ok('POST', 'companies', { name: 'Lemesos Shipping Ltd' })).body;
  const person = (await ok('POST', 'people', { name: 'Ανδρέας Παπαδόπουλος' })).body;
  const audit = await ok('POST', 'c_engagements', {
    name: 'Έλεγχος 2026',
    c_company: company.id,
    c_fee: { amount: '12500.00', currency: 'EUR' },
    c_phase: 'Open',
    c_team: [person.id],
  });
  await ok('POST', 'c_engagements', { name: 'Tax return', c_fee: { amount: '900.00', currency: 'EUR' } });
  assert.equal(audit.body.c_company.name, 'Lemesos Shipping Ltd');
  assert.equal(audit.body.owner.name, 'Anna Georgiou');

  const names = async (query: string) =>
    (await ok('GET', `c_engagements?${query}`)).body.data.map((one: { name: string }) => one.name);
  assert.deepEqual(await names('sort=-c_fee'), ['Έλεγχος 2026', 'Tax return']);
  const filter = encodeURIComponent(JSON.stringify({ field: 'c_company.name', contains: 'shipping' }));
  assert.deepEqual(await names(`filter=${filter}`), ['Έλεγχος 2026']);
  const found = (await ok('GET', 'search?q=elegxos')).body.data;
  assert.deepEqual(
    found.map((one: { object: string; id: string }) => [one.object, one.id]),
    [['c_engagements', audit.body.id]],
  );

  const changed = await ok('PATCH', `c_engagements/${audit.body.id}`, { c_phase: 'Closed' });
  await ok('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {});
  assert.equal((await ok('GET', `c_engagements/${audit.body.id}`)).body.c_phase, 'Open');
  await ok('DELETE', `c_engagements/${audit.body.id}`);
  assert.deepEqual(await names(''), ['Tax return']);
  await ok('POST', `c_engagements/${audit.body.id}/restore`);
  assert.equal((await names('')).length, 2);
});

test('hidden, it is known to no call, and brought back it has its records; undoing its making hides it', async () => {
  const made = await ok('POST', 'objects', { label: 'Vehicle', plural: 'Vehicles' });
  const car = (await ok('POST', 'c_vehicles', { name: 'KAA 123' })).body;
  await ok('POST', `change_sets/${made.headers['kith-change-set']}/undo`, {});
  assert.equal((await kith.request('GET', `/api/v1/c_vehicles/${car.id}`)).status, 404);
  assert.deepEqual((await ok('GET', 'search?q=kaa')).body.data, []);
  const hidden = (await ok('GET', 'objects?archived=true')).body.data;
  assert.deepEqual(
    hidden.map((one: { api: string }) => one.api),
    ['c_vehicles'],
  );
  const back = await ok('PATCH', 'objects/c_vehicles', { archived: false, plural: { en: 'Fleet' } });
  assert.equal((await ok('GET', `c_vehicles/${car.id}`)).body.name, 'KAA 123');
  assert.equal((await ok('GET', 'search?q=kaa')).body.data[0].id, car.id);
  assert.deepEqual((await ok('GET', 'objects/c_vehicles')).body.label.en, ['Vehicle', 'Fleet']);
  await ok('POST', `change_sets/${back.headers['kith-change-set']}/undo`, {});
  assert.equal((await ok('GET', 'objects/c_vehicles')).body.archived, true);
});

test('a relation that is added later has its index, and what points at a record is found by it', async () => {
  await ok('POST', 'objects', { label: 'Lease', plural: 'Leases' });
  await ok('POST', 'objects/c_leases/fields', { label: 'Tenant', type: 'relation', to: 'people' });
  await kith.drain();
  const rows = await kith.inWorkspace(({ db }) =>
    db.many<{ made: string }>(sql`select indexdef as made from pg_catalog.pg_indexes
      where schemaname = ${db.schema} and tablename = 'c_lease'`),
  );
  assert.ok(
    rows.some(({ made }) => made.includes('(c_tenant_id')),
    JSON.stringify(rows),
  );
});

test('what is wrong with an object is told at once, and nothing is made', async () => {
  const bad = await kith.request('POST', '/api/v1/objects', {
    label: 'Boat',
    plural: 'Boats',
    fields: [
      { label: 'Owner', type: 'relation' },
      { label: 'Length', type: 'parsecs' },
      { label: 'Colour', type: 'select' },
    ],
  });
  assert.equal(bad.status, 422);
  assert.deepEqual(
    bad.body.errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code]),
    [
      ['/fields/0/to', 'field.no_target'],
      ['/fields/1/type', 'field.no_type'],
      ['/fields/2/options', 'field.no_options'],
    ],
  );
  assert.equal((await kith.request('GET', '/api/v1/objects/c_boats')).status, 404);
  for (const twin of [
    { label: 'Engagement', plural: 'Engagements' },
    { label: 'Vehicle', plural: 'Cars' },
  ]) {
    const answer = await kith.request('POST', '/api/v1/objects', twin);
    assert.deepEqual([answer.status, answer.body.code], [409, 'object.exists']);
  }
  const standard = await kith.request('DELETE', '/api/v1/objects/people');
  assert.deepEqual([standard.status, standard.body.errors[0].code], [422, 'object.is_standard']);
});

test('two who make the same object at once: one does, the other is told', async () => {
  const both = await Promise.all(
    [1, 2].map(() => kith.request('POST', '/api/v1/objects', { label: 'Parcel', plural: 'Parcels' })),
  );
  assert.deepEqual(both.map((one) => one.status).toSorted(), [201, 409]);
  await ok('POST', 'c_parcels', { name: 'First' });
});

test('a title without a word is as good as none given', async () => {
  const made = await kith.request('POST', '/api/v1/objects', { label: 'Crate', plural: 'Crates', title: {} });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { body } = await kith.request('GET', '/api/v1/model');
  assert.deepEqual(body.objects.c_crates.title, { en: 'Name', el: 'Όνομα' });
});

test('only administrators make objects, and a role that sees only its own sees only its own of these too', async () => {
  const member = await kith.addMember('Own Only', 'own_records');
  const refused = await kith.request('POST', '/api/v1/objects', { label: 'X', plural: 'Xs' }, { as: member });
  assert.equal(refused.status, 403);
  const mine = await kith.request('POST', '/api/v1/c_engagements', { name: 'Mine' }, { as: member });
  assert.equal(mine.status, 201, JSON.stringify(mine.body));
  const seen = await kith.request('GET', '/api/v1/c_engagements', undefined, { as: member });
  assert.deepEqual(
    seen.body.data.map((one: { name: string }) => one.name),
    ['Mine'],
  );
});

test('the fields of a new object stand in the order in which they were told', async () => {
  const fields = ['Plate', 'Make', 'Colour', 'Axles'].map((label) => ({ label, type: 'text' }));
  const made = await ok('POST', 'objects', { label: 'Lorry', plural: 'Lorries', fields });
  const model = (await ok('GET', `objects/${made.body.api as string}`)).body.fields as (Field & { custom: boolean })[];
  assert.deepEqual(
    model.filter((field) => field.custom).map((field) => field.key),
    ['c_plate', 'c_make', 'c_colour', 'c_axles'],
  );
});

test('a name field called by words in no language has the usual name', async () => {
  await ok('POST', 'objects', { label: 'Nameless', plural: 'Nameless ones', title: {} });
  const { fields } = (await ok('GET', 'objects/c_nameless_ones')).body as { fields: { key: string; label: object }[] };
  assert.deepEqual(fields.find((field) => field.key === 'name')!.label, { en: 'Name', el: 'Όνομα' });
});

test('notes, tasks and calls are about its records too, on their timelines, in merges and their undo', async () => {
  const made = await ok('POST', 'objects', {
    label: 'Matter',
    plural: 'Matters',
    fields: [{ label: 'Client', type: 'relation', to: 'companies' }],
  });
  await kith.drain();
  const { data } = (await ok('GET', 'objects')).body;
  const find = (api: string) => data.find((one: { api: string }) => one.api === api);
  assert.equal(find('c_matters').has_timeline, true);
  assert.equal(find('notes').fields.find((field: Field) => field.key === 'c_matters').to, 'c_matters');
  const client = (await ok('POST', 'companies', { name: 'Vassiliou Estates' })).body.id;
  const [one, two] = [
    (await ok('POST', 'c_matters', { name: 'Lease' })).body.id,
    (await ok('POST', 'c_matters', { name: 'Lease of the office', c_client: client })).body.id,
  ];
  const timeline = async (id: string, of = 'c_matters') => {
    const { data: lines } = (await ok('GET', `${of}/${id}/timeline`)).body;
    return lines
      .filter((line: { kind: string }) => line.kind !== 'change')
      .map((line: { title: string }) => line.title);
  };
  await ok('POST', 'notes', { subject: 'The landlord agrees', c_matters: [one] });
  const quick = { text: 'call the notary tomorrow', object: 'c_matters', id: two };
  const entries = await ok('POST', 'quick_entries', quick);
  assert.ok(entries.body.created.length > 0, JSON.stringify(entries.body));
  assert.deepEqual(await timeline(one), ['The landlord agrees']);
  assert.equal((await timeline(two)).length, entries.body.created.length);
  assert.deepEqual(await timeline(client, 'companies'), await timeline(two), 'one customer has one history');
  const tasks = await ok('GET', `tasks?filter=${encodeURIComponent(JSON.stringify({ field: 'c_matters', is: two }))}`);
  assert.ok(tasks.body.data.length <= entries.body.created.length);

  const merged = await ok('POST', `c_matters/${one}/merge`, { with: [two] });
  assert.equal((await timeline(one)).length, 1 + entries.body.created.length);
  await ok('POST', `merges/${merged.body.merge_id}/undo`, {});
  assert.deepEqual(await timeline(one), ['The landlord agrees']);

  await ok('POST', `change_sets/${made.headers['kith-change-set']}/undo`, {});
  const notes = (await ok('GET', 'objects')).body.data.find((object: { api: string }) => object.api === 'notes');
  assert.equal(notes.fields.find((field: Field & { archived?: boolean }) => field.key === 'c_matters').archived, true);
});
