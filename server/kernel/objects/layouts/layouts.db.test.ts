import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Answer = Awaited<ReturnType<TestApp['request']>>;

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const path = '/api/v1/objects/people/layout';
const put = (body: unknown, at = path) => kith.request('PUT', at, body);
const layout = async (as: TestMember = kith.owner, object = 'people') =>
  (await kith.request('GET', `/api/v1/objects/${object}`, undefined, { as })).body.layout;
const undo = (answer: Answer) =>
  kith.request('POST', `/api/v1/change_sets/${answer.headers['kith-change-set']!}/undo`, {});
const section = (name: unknown, fields: string[], more = {}) => ({ name, fields, ...more });
const refused = async (body: unknown) => {
  const { status, body: told } = await put(body);
  assert.ok(status === 422 || status === 400, JSON.stringify(told));
  return (told.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
};

const given = {
  highlights: ['stage', 'owner'],
  tabs: [
    {
      name: { en: 'Overview', el: 'Επισκόπηση' },
      sections: [section('Who', ['name', 'title']), section('Place', ['city', 'country'], { columns: 2 })],
    },
    {
      name: 'Business',
      show_if: { field: 'stage', is: 'customer' },
      sections: [section('Πελάτης', ['birthday'], { collapsed: true, show_if: { field: 'city', is: 'Paphos' } })],
    },
  ],
  hidden: ['spouse'],
};

test('a layout is kept in one form, stands in the history, and is undone and done again', async () => {
  assert.equal(await layout(), null);
  const done = await put(given);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const kept = await layout();
  assert.deepEqual(done.body, { object: 'people', layout: kept });
  assert.deepEqual(kept.highlights, ['stage', 'owner']);
  assert.deepEqual(kept.hidden, ['spouse']);
  assert.deepEqual(kept.tabs[0], {
    key: 'overview',
    name: { en: 'Overview', el: 'Επισκόπηση' },
    show_if: null,
    sections: [
      {
        key: 'who',
        name: { en: 'Who', el: 'Who' },
        fields: ['name', 'title'],
        columns: 1,
        collapsed: false,
        show_if: null,
      },
      {
        key: 'place',
        name: { en: 'Place', el: 'Place' },
        fields: ['city', 'country'],
        columns: 2,
        collapsed: false,
        show_if: null,
      },
    ],
  });
  assert.deepEqual(kept.tabs[1].show_if, { field: 'stage', is: 'customer' });
  assert.deepEqual(kept.tabs[1].sections[0].collapsed, true);
  const [newest] = (await kith.request('GET', '/api/v1/change_sets?limit=1')).body.data;
  assert.deepEqual([newest.label, newest.author.name], ['Change layout: People', 'Anna Georgiou']);

  const again = await put(kept);
  assert.deepEqual([again.status, again.headers['kith-change-set']], [200, undefined], 'nothing was changed');
  const taken = await undo(done);
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  assert.equal(await layout(), null);
  assert.equal((await undo(taken)).status, 200);
  assert.deepEqual(await layout(), kept);

  const standard = await kith.request('DELETE', path);
  assert.deepEqual([standard.status, standard.body, await layout()], [200, { object: 'people', layout: null }, null]);
  assert.equal((await undo(standard)).status, 200);
  assert.deepEqual(await layout(), kept);
});

test('what is wrong with a layout is told with its place', async () => {
  const tab = { name: 'A', sections: [section('S', ['city', 'no_such', 'city'])] };
  assert.deepEqual(
    await refused({ highlights: ['nothing', 'owner', 'owner'], tabs: [tab], hidden: ['name', 'city'] }),
    [
      '/highlights/0 field.not_found',
      '/tabs/0/sections/0/fields/1 field.not_found',
      '/highlights/2 layout.field_twice',
      '/tabs/0/sections/0/fields/2 layout.field_twice',
      '/hidden/1 layout.field_twice',
      '/hidden/0 layout.hides_name',
    ],
  );
  const one = { name: 'A', key: 'a', sections: [section('S', [], { key: 'a', show_if: { field: 'city', gt: 1 } })] };
  assert.deepEqual(await refused({ tabs: [{ ...one, show_if: { field: 'no_such', is: 1 } }] }), [
    '/tabs/0/sections/0/key layout.same_key',
    '/tabs/0/show_if layout.show_if',
    '/tabs/0/sections/0/show_if layout.show_if',
  ]);
  const plain = { name: 'A', sections: [section('S', [])] };
  const all = (count: number, what: unknown) => Array.from({ length: count }, () => what);
  for (const [body, fault] of [
    [{ tabs: [] }, '/tabs input.too_small'],
    [{ tabs: all(9, plain) }, '/tabs input.too_big'],
    [{ tabs: [{ ...plain, sections: all(21, section('S', [])) }] }, '/tabs/0/sections input.too_big'],
    [{ tabs: [{ ...plain, sections: [] }] }, '/tabs/0/sections input.too_small'],
    [{ tabs: [plain], highlights: all(7, 'city') }, '/highlights input.too_big'],
    [{ tabs: [{ ...plain, name: '  ' }] }, '/tabs/0/name input.too_small'],
    [{ tabs: [{ ...plain, name: {} }] }, '/tabs/0/name layout.no_name'],
    [{ tabs: [{ ...plain, name: 'x'.repeat(81) }] }, '/tabs/0/name input.too_big'],
    [{ tabs: [{ ...plain, key: 'No key' }] }, '/tabs/0/key input.invalid_format'],
    [{ tabs: [{ ...plain, colour: 'red' }] }, '/tabs/0/colour input.unrecognized_keys'],
  ] as const)
    assert.deepEqual(await refused(body), [fault]);
  assert.equal((await put(given, '/api/v1/objects/nothing/layout')).status, 404);
  const member = await kith.addMember('Member', 'member');
  assert.equal((await kith.request('PUT', path, given, { as: member })).status, 403);
  assert.equal((await kith.request('DELETE', path, undefined, { as: member })).status, 403);
});

test('who may not read a field is told no part that speaks of it', async () => {
  assert.equal((await put(given)).status, 200);
  const every = { create: 'all', read: 'all', update: 'all', delete: 'all' };
  const fields = { birthday: 'hidden', stage: 'hidden', city: 'hidden', spouse: 'hidden' };
  const rights = {
    administers: false,
    actions: { import: true, export: true, merge: true, bulk: true, share: true },
    objects: { default: every, person: { ...every, fields } },
  };
  const role = (await kith.request('POST', '/api/v1/roles', { name: 'Blind', rights })).body.key as string;
  const told = await layout(await kith.addMember('Blind', role));
  assert.doesNotMatch(JSON.stringify(told), /birthday|stage|city|spouse|business|Πελάτης/);
  assert.deepEqual(told.highlights, ['owner']);
  assert.deepEqual(
    told.tabs.map((tab: { key: string; sections: { fields: string[] }[] }) => [
      tab.key,
      tab.sections.map((one) => one.fields),
    ]),
    [['overview', [['name', 'title'], ['country']]]],
  );
});

test('a layout goes on when its fields are hidden, renamed and come back', async () => {
  await put(given);
  const kept = await layout();
  await kith.request('DELETE', '/api/v1/objects/people/fields/city');
  await kith.request('PATCH', '/api/v1/objects/people/fields/country', { label: 'Land' });
  assert.deepEqual(await layout(), kept);
  assert.equal((await put({ ...kept, highlights: [] })).status, 200, 'it can be changed meanwhile');
  await kith.request('PATCH', '/api/v1/objects/people/fields/city', { archived: false });
  assert.deepEqual((await layout()).tabs, kept.tabs);
});

test('a layout goes with the model file and comes off by its undo', async () => {
  const { owner: b } = await kith.addWorkspace('Second');
  const ask = async (method: string, at: string, body?: unknown, as = kith.owner) => {
    const answer = await kith.request(method, `/api/v1/${at}`, body, { as });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  await ask('POST', 'objects', { label: 'Boat', plural: 'Boats', fields: [{ label: 'Flag', type: 'text' }] });
  const boats = { tabs: [{ name: 'Boat', sections: [section('All', ['c_flag', 'name'])] }] };
  await ask('PUT', 'objects/c_boats/layout', boats);
  await put(given);
  const file = await ask('GET', 'model');
  const kept = await layout();
  const told = await ask('POST', 'model/compare', file, b);
  const people = told.differences.find((one: { path: string }) => one.path === '/objects/people');
  assert.deepEqual(
    [people.change, people.before, people.after],
    ['change', { layout: null }, { layout: file.objects.people.layout }],
  );
  const applied = await ask('POST', 'model/apply', file, b);
  assert.deepEqual(await layout(b), kept);
  assert.deepEqual((await layout(b, 'c_boats')).tabs[0].sections[0].fields, ['c_flag', 'name']);
  assert.equal((await ask('POST', 'model/compare', file, b)).equal, true);
  const { layout: _, ...rest } = file.objects.people;
  const without = { ...file, objects: { ...file.objects, people: rest } };
  const stays = (await ask('POST', 'model/compare', without, b)).differences;
  assert.deepEqual(
    stays.map((one: { change: string; path: string }) => `${one.change} ${one.path}`),
    ['stay /objects/people/layout'],
  );
  const faulty = structuredClone(file);
  faulty.objects.people.layout.hidden = ['no_such'];
  const refusal = await kith.request('POST', '/api/v1/model/apply', faulty, { as: b });
  assert.equal(refusal.body.errors[0].pointer, '/objects/people/layout/hidden/0');
  await ask('POST', `change_sets/${applied.change_set_id}/undo`, {}, b);
  assert.equal(await layout(b), null);
});
