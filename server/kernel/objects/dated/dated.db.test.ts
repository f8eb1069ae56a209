import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
let person: string;
let shipping: string;
let bank: string;
let clock = new Date('2026-06-01T09:00:00Z');
before(async () => {
  kith = await testApp({ clock: () => clock });
  person = (await ok('POST', 'people', { name: 'Ανδρέας Παπαδόπουλος' })).body.id;
  shipping = (await ok('POST', 'companies', { name: 'Lemesos Shipping Ltd' })).body.id;
  bank = (await ok('POST', 'companies', { name: 'Bank of Nicosia' })).body.id;
});
after(() => kith.close());

const ok = async (method: string, path: string, body?: object) => {
  const answer = await kith.request(method, `/api/v1/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

interface Entry {
  id: string;
  record: { id: string; object: string; name: string };
  label: string | null;
  from: string | null;
  until: string | null;
  present: boolean;
}

const directorships = {
  label: 'Directorships',
  type: 'dated_relation',
  to: 'companies',
  options: ['director of', 'secretary of'],
  reverse: { label: 'Directors', options: ['has director', 'has secretary'] },
};

const told = (entries: Entry[] | null) =>
  (entries ?? []).map(({ record, label, from, until, present }) => [record.name, label, from, until, present]);
const onPerson = async (query = '') =>
  (await ok('GET', `people/${person}${query}`)).body.c_directorships as Entry[] | null;
const onCompany = async (id: string) => (await ok('GET', `companies/${id}`)).body.c_directors as Entry[] | null;

test('a dated relation is a field of both objects, with the words of each side', async () => {
  const made = await ok('POST', 'objects/people/fields', directorships);
  assert.deepEqual(made.body, {
    key: 'c_directorships',
    type: 'dated_relation',
    label: { en: 'Directorships', el: 'Directorships' },
    custom: true,
  });
  const { data } = (await ok('GET', 'objects')).body;
  const side = (api: string, key: string) => {
    const object = data.find((one: { api: string }) => one.api === api);
    const field = object.fields.find((one: { key: string }) => one.key === key);
    return [field.label.en, field.to, field.options.map((one: { label: { en: string } }) => one.label.en)];
  };
  assert.deepEqual(side('people', 'c_directorships'), ['Directorships', 'companies', ['director of', 'secretary of']]);
  assert.deepEqual(side('companies', 'c_directors'), ['Directors', 'people', ['has director', 'has secretary']]);
});

test('entries are written as one value, those of the present come first, and one undo takes them back', async () => {
  const changed = await ok('PATCH', `people/${person}`, {
    c_directorships: [
      { record: shipping, label: 'director of', from: '2015-03-01', until: '2020-12-31' },
      { record: { id: bank }, label: 'secretary of', from: '2021-01-01' },
    ],
  });
  const both = [
    ['Bank of Nicosia', 'secretary of', '2021-01-01', null, true],
    ['Lemesos Shipping Ltd', 'director of', '2015-03-01', '2020-12-31', false],
  ];
  assert.deepEqual(told(changed.body.c_directorships), both);
  assert.deepEqual(told(await onPerson()), both);
  assert.deepEqual(told(await onPerson('?include=timeline')), both);
  assert.deepEqual(told((await ok('GET', 'people')).body.data[0].c_directorships), both);
  assert.deepEqual(told(await onCompany(shipping)), [
    ['Ανδρέας Παπαδόπουλος', 'director of', '2015-03-01', '2020-12-31', false],
  ]);

  await ok('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {});
  assert.equal(await onPerson(), null);
  assert.equal(await onCompany(bank), null);
});

test('an entry that is named by its id stays and takes what is said of it; the rest is removed', async () => {
  await ok('PATCH', `companies/${shipping}`, { c_directors: [{ record: person, label: 'director of' }] });
  await ok('PATCH', `companies/${bank}`, { c_directors: [{ record: person, from: '2026-07-01' }] });
  const [here, later] = (await onPerson())!;
  assert.deepEqual(told([here!, later!]), [
    ['Lemesos Shipping Ltd', 'director of', null, null, true],
    ['Bank of Nicosia', null, '2026-07-01', null, false],
  ]);
  await ok('PATCH', `people/${person}`, { c_directorships: [{ id: here!.id, until: '2026-05-31' }] });
  const left = (await onPerson())!;
  assert.deepEqual(told(left), [['Lemesos Shipping Ltd', 'director of', null, '2026-05-31', false]]);
  assert.equal(left[0]!.id, here!.id);
  assert.equal(await onCompany(bank), null);
});

test('what is wrong with an entry is told at its place and by its own names, and nothing is written', async () => {
  const refused = async (entry: object, pointer: string) => {
    const body = { how_we_met: 'At a fair', c_directorships: [entry] };
    const answer = await kith.request('PATCH', `/api/v1/people/${person}`, body);
    assert.equal(answer.status, 422, JSON.stringify(answer.body));
    assert.deepEqual(
      answer.body.errors.map((one: { pointer: string }) => one.pointer),
      [`/c_directorships/0${pointer}`],
    );
  };
  await refused({ record: shipping, from: '2026-02-01', until: '2026-01-01' }, '/until');
  await refused({ record: shipping, from: 'soon' }, '/from');
  await refused({ record: shipping, label: 'friend of' }, '/label');
  await refused({ record: person }, '/record');
  await refused({ label: 'director of' }, '/record');
  await refused({ id: person }, '/id');
  await refused({ record: shipping, note: 'x' }, '/note');
  assert.equal((await onPerson())!.length, 1);
});

test('filters ask for a record, a label and a day, from both sides', async () => {
  const [entry] = (await onPerson())!;
  await ok('PATCH', `people/${person}`, {
    c_directorships: [
      { id: entry!.id, from: '2015-01-01', until: '2020-12-31' },
      { record: bank, label: 'secretary of', from: '2021-01-01' },
    ],
  });
  await ok('POST', 'people', { name: 'Eleni Ioannou' });
  const finds = async (api: string, term: object, key = 'c_directorships') => {
    const filter = encodeURIComponent(JSON.stringify({ field: key, ...term }));
    const { data } = (await ok('GET', `${api}?fields=name&filter=${filter}`)).body;
    return data.map((one: { name: { full: string } | string }) =>
      typeof one.name === 'string' ? one.name : one.name.full,
    );
  };
  const andreas = ['Ανδρέας Παπαδόπουλος'];
  assert.deepEqual(await finds('people', { is: shipping }), andreas);
  assert.deepEqual(await finds('people', { has: { record: shipping, on: '2018-05-05' } }), andreas);
  assert.deepEqual(await finds('people', { has: { record: shipping, on: 'today' } }), []);
  assert.deepEqual(await finds('people', { has: { label: 'secretary of', on: 'today' } }), andreas);
  assert.deepEqual(await finds('people', { has: { label: 'director of', on: 'today' } }), []);
  assert.deepEqual(await finds('people', { empty: true }), ['Eleni Ioannou']);
  assert.deepEqual(await finds('people', { has_not: { record: bank } }), ['Eleni Ioannou']);
  assert.deepEqual(await finds('companies', { has: { on: 'today' } }, 'c_directors'), ['Bank of Nicosia']);
  const wrong = encodeURIComponent(JSON.stringify({ field: 'c_directorships', has: { since: 'today' } }));
  assert.equal((await kith.request('GET', `/api/v1/people?filter=${wrong}`)).status, 422);
});

test('a dated relation is a column of views and exports, and no part of a batch', async () => {
  const csv = await ok('GET', 'people/export?format=csv&fields=name,c_directorships');
  const cell =
    'Bank of Nicosia (secretary of, 2021-01-01 –); Lemesos Shipping Ltd (director of, 2015-01-01 – 2020-12-31)';
  assert.ok(String(csv.body).includes(`Ανδρέας Παπαδόπουλος,"${cell}"`), String(csv.body));
  const columns = ['name', 'c_directorships'];
  await ok('POST', 'views', { object: 'people', name: 'Boards', shared: true, columns });
  const operations = [{ op: 'update', id: person, values: { c_directorships: null } }];
  const batch = await kith.request('POST', '/api/v1/people/batch', { operations });
  assert.deepEqual(batch.body.errors[0].code, 'entry.one_by_one');
});

test('whoever may not see the other record does not see the entry, and does not remove it', async () => {
  const rights = (api: string, read: string) => ({ [api]: { create: 'all', read, update: 'all', delete: 'all' } });
  const made = await ok('POST', 'roles', {
    name: 'Own companies alone',
    rights: {
      administers: false,
      actions: { import: true, export: true, merge: true, bulk: true, share: true },
      objects: { ...rights('default', 'all'), ...rights('company', 'own') },
    },
  });
  const narrow = await kith.addMember('Narrow', made.body.key);
  const asked = (method: string, path: string, body?: object) =>
    kith.request(method, `/api/v1/${path}`, body, { as: narrow });
  assert.equal((await asked('GET', `people/${person}`)).body.c_directorships, null);
  const filter = encodeURIComponent(JSON.stringify({ field: 'c_directorships', empty: false }));
  assert.deepEqual((await asked('GET', `people?filter=${filter}`)).body.data, []);
  assert.equal((await asked('PATCH', `people/${person}`, { c_directorships: null })).status, 200);
  const own = (await asked('POST', 'companies', { name: 'Narrow Ltd' })).body.id;
  const added = await asked('PATCH', `people/${person}`, { c_directorships: [{ record: own }] });
  assert.deepEqual(told(added.body.c_directorships), [['Narrow Ltd', null, null, null, true]]);
  assert.equal((await onPerson())!.length, 3);
});

test('names and labels change in the words of a side, and hiding the field keeps its entries', async () => {
  const count = (await onPerson())!.length;
  const renamed = { label: { en: 'Boards', el: 'Διοικητικά συμβούλια' }, options: [] as object[] };
  renamed.options = [
    { value: 'director of', label: { el: 'σύμβουλος σε' } },
    { value: 'secretary of', label: {} },
  ];
  await ok('PATCH', 'objects/people/fields/c_directorships', renamed);
  const field = async (api: string, key: string) => {
    const { fields } = (await ok('GET', `objects/${api}`)).body;
    return fields.find((one: { key: string }) => one.key === key);
  };
  assert.deepEqual((await field('people', 'c_directorships')).label, renamed.label);
  assert.deepEqual((await field('people', 'c_directorships')).options[0].label, {
    en: 'director of',
    el: 'σύμβουλος σε',
  });
  assert.equal((await field('companies', 'c_directors')).options[0].label.en, 'has director');
  const hidden = await ok('DELETE', 'objects/companies/fields/c_directors');
  assert.equal((await field('people', 'c_directorships')).archived, true);
  assert.equal(await onPerson(), undefined);
  await ok('POST', `change_sets/${hidden.headers['kith-change-set']}/undo`, {});
  assert.equal((await onPerson())!.length, count);
});

test('a record as it was, and a list as it was, have the entries of that moment', async () => {
  const moment = clock.toISOString();
  const then = told(await onPerson());
  clock = new Date('2026-08-01T09:00:00Z');
  await ok('PATCH', `people/${person}`, { c_directorships: null });
  assert.equal(await onPerson(), null);
  assert.deepEqual(told(await onPerson(`?as_of=${moment}`)), then);
  const { data } = (await ok('GET', `people?as_of=${moment}&q=`)).body;
  const row = data.find((one: { id: string }) => one.id === person);
  assert.deepEqual(told(row.c_directorships), then);
});

test('the model file brings a dated relation to another workspace', async () => {
  const file = (await ok('GET', 'model')).body;
  assert.deepEqual(file.objects.c_person_directorships.dated, {
    from: 'people',
    to: 'companies',
    key: 'c_directorships',
    reverse: 'c_directors',
  });
  const { owner } = await kith.addWorkspace('Second');
  const there = (method: string, path: string, body?: object) =>
    kith.request(method, `/api/v1/${path}`, body, { as: owner });
  const same = await ok('POST', 'model/compare', file);
  assert.deepEqual(same.body, { equal: true, differences: [] });
  const applied = await there('POST', 'model/apply', file);
  assert.equal(applied.status, 200, JSON.stringify(applied.body));
  assert.deepEqual((await there('GET', 'model')).body, file);
  const someone = (await there('POST', 'people', { name: 'Maria Charalambous' })).body.id;
  const company = await there('POST', 'companies', {
    name: 'Paphos Winery',
    c_directors: [{ record: someone, label: 'director of' }],
  });
  assert.equal(company.status, 201, JSON.stringify(company.body));
  assert.deepEqual(told(company.body.c_directors), [['Maria Charalambous', 'director of', null, null, true]]);
});

test('entries are brought in by a table of their own', async () => {
  const form = new FormData();
  const table = 'Directors,Directorships,Label,From\nEleni Ioannou,Bank of Nicosia,director of,2022-04-01';
  form.append('file', new Blob([table]), 'boards.csv');
  await ok('PATCH', 'objects/people/fields/c_directorships', { label: 'Directorships' });
  const { id } = (await kith.request('POST', '/api/v1/imports', form)).body;
  await kith.drain();
  await ok('POST', `imports/${id}/tables`, { file: 'boards.csv', sheet: null, object: 'c_person_directorships' });
  await kith.drain();
  await ok('POST', `imports/${id}/run`, { accept: 'proposed' });
  await kith.drain();
  const done = (await ok('GET', `imports/${id}`)).body;
  assert.deepEqual([done.state, done.created], ['done', 1], JSON.stringify(done));
  assert.deepEqual(told(await onCompany(bank)), [['Eleni Ioannou', 'director of', '2022-04-01', null, true]]);
});

test('merging two records joins their entries, and the un-merge parts them', async () => {
  const twin = (await ok('POST', 'people', { name: 'Eleni Ioannou' })).body.id;
  await ok('PATCH', `people/${twin}`, { c_directorships: [{ record: shipping, from: '2023-01-01' }] });
  const { data } = (await ok('GET', 'people?q=Eleni')).body;
  const kept = data.find((one: { id: string }) => one.id !== twin).id;
  const merged = await ok('POST', `people/${kept}/merge`, { with: [twin] });
  assert.equal(merged.body.c_directorships.length, 2);
  assert.deepEqual(
    (await onCompany(shipping))!.map(({ record }) => record.id),
    [kept],
  );
  await ok('POST', `change_sets/${merged.body.merge_id}/undo`, {});
  assert.deepEqual(
    (await onCompany(shipping))!.map(({ record }) => record.id),
    [twin],
  );
});

test('a relation within one object is two fields of it', async () => {
  const mentors = { label: 'Mentor of', type: 'dated_relation', to: 'people', reverse: { label: 'Mentored by' } };
  const alike = await kith.request('POST', '/api/v1/objects/people/fields', {
    ...mentors,
    reverse: { label: 'Mentor of' },
  });
  assert.deepEqual([alike.status, alike.body.errors[0].pointer], [422, '/reverse/label']);
  await ok('POST', 'objects/people/fields', mentors);
  const young = (await ok('POST', 'people', { name: 'Nikos Stavrou', c_mentored_by: [{ record: person }] })).body;
  assert.deepEqual(
    [told(young.c_mentored_by), young.c_mentor_of],
    [[['Ανδρέας Παπαδόπουλος', null, null, null, true]], null],
  );
  const old = (await ok('GET', `people/${person}`)).body;
  assert.deepEqual(told(old.c_mentor_of), [['Nikos Stavrou', null, null, null, true]]);
});

test('a role that reads no entries has no such field, at no door', async () => {
  const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
  const none = { create: 'none', read: 'none', update: 'none', delete: 'none' };
  const actions = { import: true, export: true, merge: true, bulk: true, share: true };
  const objects = { default: all, c_person_directorships: none };
  const { key } = (await ok('POST', 'roles', { name: 'No boards', rights: { administers: false, actions, objects } }))
    .body;
  const blind = await kith.addMember('Blind', key);
  const asked = (method: string, path: string, body?: object) =>
    kith.request(method, `/api/v1/${path}`, body, { as: blind });
  const model = (await asked('GET', 'objects/companies')).body;
  assert.ok(!model.fields.some((field: { key: string }) => field.key === 'c_directors'));
  assert.ok(!('c_directors' in (await asked('GET', `companies/${bank}`)).body));
  const filter = encodeURIComponent(JSON.stringify({ field: 'c_directors', empty: false }));
  const doors = [
    await asked('GET', `companies?filter=${filter}`),
    await asked('GET', 'companies?fields=c_directors'),
    await asked('PATCH', `companies/${bank}`, { c_directors: [{ record: person }] }),
    await asked('GET', 'companies/export?format=csv&fields=c_directors'),
  ];
  assert.deepEqual(
    doors.map(({ status }) => status),
    [422, 422, 422, 422],
  );
  for (const { body } of doors) assert.match(JSON.stringify(body), /have no field \\"c_directors\\"/);
  const views = (await asked('GET', 'views?object=people')).body.data as { name: string; columns: string[] }[];
  assert.deepEqual(views.find(({ name }) => name === 'Boards')?.columns, ['name']);
});

test('labels are renamed in the words of the other side', async () => {
  const options = [
    { value: 'director of', label: { en: 'led by', el: 'led by' }, colour: null },
    { value: 'secretary of', label: { en: 'has secretary', el: 'has secretary' }, colour: null },
  ];
  await ok('PATCH', 'objects/companies/fields/c_directors', { label: 'Directors', help: null, options });
  const labels = async (api: string, key: string) => {
    const { fields } = (await ok('GET', `objects/${api}`)).body;
    const field = fields.find((one: { key: string }) => one.key === key);
    return field.options.map((one: { label: { en: string } }) => one.label.en);
  };
  assert.deepEqual(await labels('companies', 'c_directors'), ['led by', 'has secretary']);
  assert.deepEqual(await labels('people', 'c_directorships'), ['director of', 'secretary of']);
});
