import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
const actions = { import: true, export: true, merge: true, bulk: true, share: true };

describe('rights to fields', () => {
  let kith: TestApp;
  let as: TestMember;
  let role: string;

  before(async () => {
    kith = await testApp();
    for (const field of [
      { label: 'Salary', type: 'number' },
      { label: 'Grade', type: 'select', options: ['A', 'B'] },
      { label: 'Badge', type: 'text' },
      { label: 'Payer', type: 'relation', to: 'companies' },
    ])
      await make('objects/people/fields', field);
    await make('objects/companies/fields', {
      label: 'Wages',
      type: 'rollup',
      rollup: { of: 'people', by: 'c_payer', fn: 'count', where: { field: 'c_salary', gt: 100 } },
    });
    const person = { ...all, fields: { c_salary: 'hidden', emails: 'hidden', c_grade: 'read', owner: 'read' } };
    const rights = { administers: false, actions, objects: { default: all, person } };
    ({ key: role } = await make('roles', { name: 'No salaries', rights }));
    as = await kith.addMember('Nosy', role);
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, by = kith.owner) =>
    kith.request(method, `/api/v1/${path}`, body, { as: by });
  const make = async (path: string, body: object, by = kith.owner): Promise<Json> => {
    const made = await ask('POST', path, body, by);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const ids = (answer: Json) => answer.body.data.map((one: Json) => one.id);

  test('a field that may only be read is shown, and refused with 403 and its pointer by every write', async () => {
    const { id } = await make('people', { name: 'Graded', c_grade: 'A' });
    const read = await ask('GET', `people/${id}`, undefined, as);
    assert.equal(read.body.c_grade, 'A');
    const model = await ask('GET', 'objects/people', undefined, as);
    assert.equal(model.body.fields.find((one: Json) => one.key === 'c_grade').read_only, true);
    const merged = await make('people', { name: 'Other' });
    const operations = [{ op: 'update', id, values: { c_grade: 'B' } }];
    const answers: [string, Json, string][] = [
      ['change', await ask('PATCH', `people/${id}`, { c_grade: 'B' }, as), '/c_grade'],
      ['create', await ask('POST', 'people', { name: 'New', c_grade: 'B' }, as), '/c_grade'],
      ['batch', await ask('POST', 'people/batch', { operations }, as), '/operations/0/values/c_grade'],
      [
        'merge',
        await ask('POST', `people/${id}/merge`, { with: [merged.id], values: { c_grade: 'B' } }, as),
        '/c_grade',
      ],
      [
        'together',
        await ask('POST', 'batch', { records: [{ object: 'people', values: { name: 'X', c_grade: 'B' } }] }, as),
        '/records/0/values/c_grade',
      ],
    ];
    for (const [what, { status, body }, pointer] of answers)
      assert.deepEqual([status, body.errors?.[0]?.pointer], [403, pointer], `${what} ${JSON.stringify(body)}`);
    const rows = await ask('POST', 'people/batch', { operations, atomic: false }, as);
    assert.equal(rows.body.results[0].status, 'failed');
    assert.equal((await ask('GET', `people/${id}`)).body.c_grade, 'A');
    // Defaults are Kith's: who makes a record owns it, and may not give it away.
    const own = await make('people', { name: 'Mine' }, as);
    assert.equal(own.owner.id, as.id);
    assert.equal((await ask('PATCH', `people/${own.id}`, { owner: kith.owner.id }, as)).status, 403);
  });

  test('words of a hidden field find nothing, neither exactly, nor nearly, nor in a list', async () => {
    const { id } = await make('people', {
      name: 'Findable Person',
      emails: ['quizzical@secret.example'],
      c_badge: 'x',
    });
    const typed = ['quizzical@secret.example', 'quizzical', 'quizzikal', 'secret.example'];
    assert.deepEqual(ids(await ask('GET', 'search?q=quizzical@secret.example')), [id]);
    for (const q of typed) {
      assert.deepEqual(ids(await ask('GET', `search?q=${q}`, undefined, as)), [], q);
      const listed = await ask('GET', `people?q=${q}&total=true`, undefined, as);
      assert.deepEqual([ids(listed), listed.body.total.count], [[], 0], q);
      const grouped = await ask('POST', 'people/query', { q, aggregate: [{ fn: 'count' }] }, as);
      assert.ok(
        grouped.body.groups.every((one: Json) => one.values.count === 0),
        q,
      );
    }
    assert.deepEqual(ids(await ask('GET', 'search?q=findable', undefined, as)), [id]);
    assert.deepEqual(ids(await ask('GET', 'people?q=findable%20pers', undefined, as)), [id]);
  });

  test('what is worked out from a hidden field is hidden too', async () => {
    const company = await make('companies', { name: 'Payers' });
    await kith.drain();
    assert.ok('c_wages' in (await ask('GET', `companies/${company.id}`)).body);
    assert.ok(!('c_wages' in (await ask('GET', `companies/${company.id}`, undefined, as)).body));
    assert.equal((await ask('GET', 'companies?sort=c_wages', undefined, as)).status, 422);
  });

  test('a shared view comes without hidden columns, and not at all where it asks for one', async () => {
    const columns = ['name', 'c_salary', 'city'];
    const city = { filter: { field: 'city', is: 'Paphos' }, colour: 'blue' };
    const colours = [{ filter: { field: 'c_salary', gt: 5_000 }, colour: 'red' }, city];
    const layout = { widths: { c_salary: 90 }, colours };
    const open = await make('views', { object: 'people', name: 'Pay', columns, layout });
    const asking = [
      await make('views', { object: 'people', name: 'Rich', filter: { field: 'c_salary', gt: 5_000 } }),
      await make('views', { object: 'people', name: 'By pay', sort: ['-c_salary'] }),
      await make('views', {
        object: 'companies',
        name: 'Where',
        filter: { some_of: 'people', where: { field: 'c_salary', gt: 1 } },
      }),
    ];
    const listed = await ask('GET', 'views', undefined, as);
    assert.doesNotMatch(listed.bytes.toString(), /salary/);
    const seen = listed.body.data.find((one: Json) => one.id === open.id);
    assert.deepEqual([seen.columns, seen.layout.colours], [['name', 'city'], [city]]);
    const asked = { colours: colours.map(({ filter }) => filter), filter: { field: 'c_grade', empty: false } };
    const told = await ask('POST', 'people/query', asked, as);
    assert.ok(
      told.body.colours.every((one: unknown) => one !== 0),
      'what is hidden colours nothing',
    );
    for (const view of asking) assert.ok(!ids(listed).includes(view.id), view.name);
  });

  test('a deed that touched a hidden field is not there to be undone, one on a locked field is refused', async () => {
    const { id } = await make('people', { name: 'Paid', c_salary: 100 });
    const raised = await ask('PATCH', `people/${id}`, { c_salary: 200, city: 'Paphos' });
    const graded = await ask('PATCH', `people/${id}`, { c_grade: 'B' });
    const undo = (one: Json) => ask('POST', `change_sets/${one.headers['kith-change-set']}/undo`, { force: true }, as);
    assert.equal((await undo(raised)).status, 404);
    assert.equal((await undo(graded)).status, 403);
    const changes = await ask('GET', `people/${id}/changes`, undefined, as);
    assert.doesNotMatch(changes.bytes.toString(), /salary/i);
    const sets = await ask('GET', 'change_sets', undefined, as);
    assert.doesNotMatch(sets.bytes.toString(), /salary/i, 'labels of deeds on the model');
  });

  test('a merge keeps hidden values whole and takes none from who may not see them', async () => {
    const [kept, other] = [
      await make('people', { name: 'Twin', emails: ['one@twin.example'] }),
      await make('people', { name: 'Twin', emails: ['two@twin.example'], c_salary: 77 }),
    ];
    for (const name of ['Same One', 'Same Two']) await make('people', { name, emails: ['both@twin.example'] });
    await kith.drain();
    assert.ok((await ask('GET', 'duplicates')).body.data.length > 0);
    assert.deepEqual((await ask('GET', 'duplicates', undefined, as)).body.data, []);
    const guess = { with: [other.id], values: { c_salary: 1 } };
    assert.equal((await ask('POST', `people/${kept.id}/merge`, guess, as)).status, 422);
    const merged = await ask('POST', `people/${kept.id}/merge`, { with: [other.id] }, as);
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    assert.ok(!('c_salary' in merged.body) && !('emails' in merged.body));
    const whole = (await ask('GET', `people/${kept.id}`)).body;
    assert.deepEqual([whole.c_salary, whole.emails.length], [77, 2]);
  });

  test('a webhook of the role and an import are told nothing more', async () => {
    const hook = { label: 'H', url: 'https://hooks.example/', events: ['people.*'], include: 'record', role };
    await make('webhooks', { ...hook, member: as.id });
    await make('people', { name: 'Hooked', c_salary: 1, emails: ['hooked@secret.example'] });
    await kith.drain();
    const bodies = await kith.inWorkspace(({ db }) =>
      db.many<{ body: string }>(sql`select body from ${db.table('webhook_delivery')}`),
    );
    assert.ok(bodies.some(({ body }) => body.includes('Hooked')));
    for (const { body } of bodies) assert.doesNotMatch(body, /salary|secret\.example/);
    assert.equal((await ask('GET', 'imports', undefined, as)).status, 403);
  });

  test('a file in a hidden field is neither listed nor read', async () => {
    const { id } = await make('people', { name: 'Pictured' });
    const form = new FormData();
    form.set('object', 'people');
    form.set('record_id', id);
    form.set('file', new File([Buffer.from('iVBORw0KGgo=', 'base64')], 'face.png'));
    const file = await make('files', form);
    const shown = await ask('PATCH', `people/${id}`, { picture: file.id });
    assert.equal(shown.status, 200, JSON.stringify(shown.body));
    const fields = { picture: 'hidden' };
    const rights = { administers: false, actions, objects: { default: all, person: { ...all, fields } } };
    const made = await make('roles', { name: 'No faces', rights });
    const other = await kith.addMember('Faceless', made.key);
    const seen = async (by: TestMember) => [
      ids(await ask('GET', `files?object=people&record_id=${id}`, undefined, by)).length,
      (await ask('GET', `files/${file.id}/content`, undefined, by)).status,
      (await ask('GET', `people/${id}/timeline?kinds=file`, undefined, by)).body.data.length,
    ];
    assert.deepEqual(await seen(kith.owner), [1, 200, 1]);
    assert.deepEqual(await seen(other), [0, 404, 0]);
    assert.equal((await ask('DELETE', `files/${file.id}`, undefined, other)).status, 404);
  });

  test('deeds beyond single records follow the role', async () => {
    const none = Object.fromEntries(Object.keys(actions).map((key) => [key, false]));
    const rights = { administers: false, actions: none, objects: { default: all } };
    const made = await make('roles', { name: 'One by one', rights });
    const one = await kith.addMember('One By One', made.key);
    const [kept, other] = [await make('people', { name: 'P' }, one), await make('people', { name: 'Q' }, one)];
    for (const [method, path, body] of [
      ['GET', 'people/export', undefined],
      ['POST', 'people/batch', { operations: [{ op: 'create', values: { name: 'R' } }] }],
      ['POST', `people/${kept.id}/merge`, { with: [other.id] }],
      ['POST', 'imports', new FormData()],
    ] as const)
      assert.equal((await ask(method, path, body, one)).status, 403, path);
  });
});
