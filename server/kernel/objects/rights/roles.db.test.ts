import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createApiKey } from '#kernel/access';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

const reach = (one: string) => ({ create: 'all', read: one, update: one, delete: one });
const actions = { import: false, export: true, merge: true, bulk: true, share: true };
const rights = (objects: object) => ({ administers: false, objects: { default: reach('all'), ...objects }, actions });

describe('roles and teams of a workspace', () => {
  let kith: TestApp;

  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, as = kith.owner) =>
    kith.request(method, `/api/v1/${path}`, body, { as });
  const make = async (api: string, values: object, as = kith.owner): Promise<Json> => {
    const made = await ask('POST', api, values, as);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const names = async (as: TestMember, path = 'people'): Promise<string[]> => {
    const answer = await ask('GET', path, undefined, as);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.data.map((one: Json) => one.name.full ?? one.name).sort();
  };

  test('a role reaches the records of its teams and of those below, not of those above or beside', async () => {
    const role = await make('roles', { name: 'Team seller', rights: rights({ person: reach('team') }) });
    const [head, seller, other, alone] = [
      await kith.addMember('Head', role.key),
      await kith.addMember('Seller', role.key),
      await kith.addMember('Other', role.key),
      await kith.addMember('Alone', role.key),
    ];
    const sales = await make('teams', { name: 'Sales', members: [head.id] });
    await make('teams', { name: 'Limassol', parent: sales.id, members: [seller.id] });
    const beside = await make('teams', { name: 'Paphos', parent: sales.id, members: [other.id] });
    await make('people', { name: 'Of Head', owner: head.id });
    await make('people', { name: 'Of Seller', owner: seller.id });
    await make('people', { name: 'Of Other', owner: other.id });
    await make('people', { name: 'Of Nobody' });
    assert.deepEqual(await names(head), ['Of Head', 'Of Other', 'Of Seller']);
    assert.deepEqual(await names(seller), ['Of Seller']);
    assert.deepEqual(await names(alone), []);
    const moved = await ask('PATCH', `teams/${beside.id}`, { members: [other.id, seller.id] });
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    assert.deepEqual(await names(seller), ['Of Other', 'Of Seller']);
    const undone = await ask('POST', `change_sets/${moved.headers['kith-change-set']}/undo`, {});
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual(await names(seller), ['Of Seller']);
    const filter = encodeURIComponent(JSON.stringify({ field: 'owner', my_team: true }));
    assert.deepEqual(await names(head, `people?filter=${filter}`), ['Of Head', 'Of Other', 'Of Seller']);
    const circle = await ask('PATCH', `teams/${sales.id}`, { parent: beside.id });
    assert.deepEqual([circle.status, circle.body.errors?.[0]?.code], [422, 'team.circle']);
    assert.equal((await ask('DELETE', `teams/${sales.id}`)).status, 409);
  });

  test('a rule in the filter language bounds what is read, changed, counted, found and named', async () => {
    const where = {
      any: [
        { field: 'company.city', is: 'Larnaca' },
        { field: 'owner', me: true },
      ],
    };
    const role = await make('roles', { name: 'Larnaca', rights: rights({ person: { ...reach('all'), where } }) });
    const as = await kith.addMember('Of Larnaca', role.key);
    const company = await make('companies', { name: 'Salt Lake Ltd', city: 'Larnaca' });
    const [inside, outside] = [await make('people', { name: 'Inside' }), await make('people', { name: 'Outside' })];
    await make('employments', { person: inside.id, company: company.id });
    await make('people', { name: 'Their Own', owner: as.id });
    assert.deepEqual(await names(as), ['Inside', 'Their Own']);
    assert.equal((await ask('GET', `people/${outside.id}`, undefined, as)).status, 404);
    assert.equal((await ask('PATCH', `people/${outside.id}`, { city: 'Paphos' }, as)).status, 404);
    assert.equal((await ask('DELETE', `people/${outside.id}`, undefined, as)).status, 404);
    assert.equal((await ask('PATCH', `people/${inside.id}`, { city: 'Paphos' }, as)).status, 200);
    const counted = await ask('POST', 'people/query', { aggregate: [{ fn: 'count' }] }, as);
    assert.equal(counted.body.groups[0].values.count, 2);
    assert.deepEqual((await ask('GET', 'search?q=Outside', undefined, as)).body.data, []);
    const task = await make('tasks', { subject: 'Ask both', people: [inside.id, outside.id] });
    const seen = await ask('GET', `tasks/${task.id}`, undefined, as);
    assert.deepEqual(
      seen.body.people.map((one: Json) => one.id),
      [inside.id],
    );
    const related = { some_of: 'tasks', where: { field: 'subject', is: 'Ask both' } };
    const found = await ask('POST', 'people/query', { filter: related }, as);
    assert.deepEqual(
      found.body.data.map((one: Json) => one.id),
      [inside.id],
    );
  });

  test('a change of a role holds at the next request, and is taken back', async () => {
    const role = await make('roles', { name: 'Changing', copy_of: 'own_records' });
    const as = await kith.addMember('Changing Member', role.key);
    assert.equal((await ask('GET', 'companies', undefined, as)).body.data.length, 0);
    const wider = await ask('PATCH', `roles/${role.key}`, { rights: rights({ deal: reach('none') }) });
    assert.equal(wider.status, 200, JSON.stringify(wider.body));
    assert.ok((await ask('GET', 'companies', undefined, as)).body.data.length > 0);
    assert.equal((await ask('GET', 'deals', undefined, as)).status, 403);
    const me = await ask('GET', 'me', undefined, as);
    assert.equal(me.body.can.rights.objects.deal.read, 'none');
    const undo = `change_sets/${wider.headers['kith-change-set']}/undo`;
    assert.equal((await ask('POST', undo, {}, as)).status, 403);
    assert.equal((await ask('POST', undo, {})).status, 200);
    assert.equal((await ask('GET', 'companies', undefined, as)).body.data.length, 0);
  });

  test('rights that cannot be meant are refused, each with its pointer', async () => {
    const refused = async (given: unknown) => {
      const answer = await ask('POST', 'roles', { name: 'Wrong', rights: given });
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
      return answer.body.errors.map((one: Json) => one.pointer);
    };
    const person = (more: object) => rights({ person: { ...reach('all'), ...more } });
    assert.deepEqual(await refused({}), ['/rights/administers', '/rights/actions', '/rights/objects/default']);
    assert.deepEqual(await refused(rights({ unicorn: reach('all') })), ['/rights/objects/unicorn']);
    assert.deepEqual(await refused(person({ read: 'some' })), ['/rights/objects/person/read']);
    assert.deepEqual(await refused(person({ fields: { shoes: 'hidden' } })), ['/rights/objects/person/fields/shoes']);
    assert.deepEqual(await refused(person({ fields: { name: 'hidden' } })), ['/rights/objects/person/fields/name']);
    const bad = { all: [{ field: 'shoes', is: 1 }] };
    assert.deepEqual(await refused(person({ where: bad })), ['/rights/objects/person/where/all/0/field']);
    const half = { ...rights({ deal: reach('own') }), administers: true, actions: { ...actions, import: true } };
    assert.deepEqual(await refused(half), ['/rights/administers']);
  });

  test('roles of the program stay, those in use too, and only administrators see or change rights', async () => {
    assert.equal((await ask('PATCH', 'roles/member', { rights: rights({}) })).body.code, 'role.built_in');
    assert.equal((await ask('PATCH', 'roles/c_nobody', { name: 'X' })).status, 404);
    const role = await make('roles', { name: 'Used', copy_of: 'member' });
    const as = await kith.addMember('Used By', role.key);
    assert.equal((await ask('DELETE', `roles/${role.key}`)).body.code, 'role.in_use');
    const listed = await ask('GET', 'roles', undefined, as);
    assert.ok(listed.body.data.every((one: Json) => !('rights' in one)));
    for (const [method, path, body] of [
      ['POST', 'roles', { name: 'Mine', copy_of: 'owner' }],
      ['PATCH', `roles/${role.key}`, { rights: rights({}) }],
      ['DELETE', `roles/${role.key}`, undefined],
      ['POST', 'teams', { name: 'Mine' }],
    ] as const)
      assert.equal((await ask(method, path, body, as)).status, 403, path);
    assert.equal((await ask('PATCH', `members/${as.id}`, { role: 'c_unknown' })).status, 422);
    const unused = await make('roles', { name: 'Unused', copy_of: 'member' });
    assert.equal((await ask('DELETE', `roles/${unused.key}`)).status, 204);
    assert.equal((await ask('PATCH', `members/${as.id}`, { role: unused.key })).status, 422);
  });

  test('a rule that cannot be read any more lets nothing through, and says nothing of itself', async () => {
    const thing = await make('objects', {
      label: 'Gone thing',
      plural: 'Gone things',
      fields: [{ label: 'Of', type: 'relation', to: 'people' }],
    });
    const where = { some_of: thing.api, by: 'c_of' };
    const role = await make('roles', { name: 'Ruled', rights: rights({ person: { ...reach('all'), where } }) });
    const as = await kith.addMember('Ruled Member', role.key);
    const { id } = await make('people', { name: 'With A Thing' });
    await make(thing.api, { name: 'Thing', c_of: id });
    assert.deepEqual(await names(as), ['With A Thing']);
    const me = await ask('GET', 'me', undefined, as);
    assert.equal(me.body.can.rights.objects.person.ruled, true);
    assert.doesNotMatch(me.bytes.toString(), /some_of/);
    assert.equal((await ask('DELETE', `objects/${thing.api}`)).status, 200);
    assert.deepEqual(await names(as), []);
  });

  test('a key has the rights that it and its member share; an unknown role has none', async () => {
    const member = await kith.addMember('Reader', 'read_only');
    const keyOf = async (role: string): Promise<TestMember> => {
      const given = { workspaceId: kith.workspace.id, name: role, role, memberId: member.id, expiresAt: null };
      return { id: member.id, key: (await createApiKey(kith.services.pools, given)).key };
    };
    const strong = await keyOf('admin');
    assert.equal((await ask('GET', 'people', undefined, strong)).status, 200);
    assert.equal((await ask('POST', 'people', { name: 'No' }, strong)).status, 403);
    assert.equal((await ask('GET', 'webhooks', undefined, strong)).status, 403);
    const own = await keyOf('own_records');
    assert.deepEqual(await names(own), []);
    const lost = await keyOf('c_gone');
    assert.equal((await ask('GET', 'people', undefined, lost)).status, 403);
    assert.equal((await ask('GET', 'members', undefined, lost)).status, 403);
  });
});
