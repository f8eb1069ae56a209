import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type Answer, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

const reach = (one: string) => ({ create: 'all', read: one, update: one, delete: one });
const actions = { import: false, export: true, merge: true, bulk: true, share: true };
const rights = (person: object) => ({
  administers: false,
  objects: { default: reach('all'), person },
  actions,
});

describe('rights explain themselves', () => {
  let kith: TestApp;
  let [admin, seller, chief, reader, local]: TestMember[] = [];
  let record: string;
  let teamRole: string;

  before(async () => {
    kith = await testApp();
    ({ key: teamRole } = await make('roles', { name: 'Of teams', rights: rights(reach('team')) }));
    const where = { field: 'city', is: 'Paphos' };
    const ruled = await make('roles', { name: 'Of Paphos', rights: rights({ ...reach('all'), where }) });
    admin = await kith.addMember('Admin', 'admin');
    seller = await kith.addMember('Seller', teamRole);
    chief = await kith.addMember('Chief', teamRole);
    reader = await kith.addMember('Reader', 'read_only');
    local = await kith.addMember('Local', ruled.key);
    const top = await make('teams', { name: 'Sales', members: [chief.id] });
    await make('teams', { name: 'Street', parent: top.id, members: [seller.id] });
    ({ id: record } = await make('people', { name: 'Asked About', city: 'Paphos' }, seller));
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, as = kith.owner) =>
    kith.request(method, `/api/v1/${path}`, body, { as });
  const make = async (path: string, body: object, as = kith.owner): Promise<Json> => {
    const made = await ask('POST', path, body, as);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const viewing = (as: TestMember | undefined, method: string, path: string, by = kith.owner): Promise<Answer> =>
    kith.request(method, `/api/v1/${path}`, undefined, { as: by, headers: { 'kith-view-as': as!.id } });
  const whys = async (member: TestMember | undefined, id = record) => {
    const { body } = await ask('GET', `people/${id}/access/${member!.id}`);
    return [body.level, ...body.reasons.map((one: Json) => one.code)];
  };

  test('who can see a record, with level and reasons, agrees with what each of them is answered', async () => {
    const { body } = await ask('GET', `people/${record}/access`);
    const told = new Map(body.data.map((one: Json) => [one.member.id, one]));
    for (const as of [admin, seller, chief, reader, local]) {
      const { status } = await ask('GET', `people/${record}`, undefined, as);
      assert.equal(told.has(as!.id), status === 200);
    }
    assert.deepEqual(await whys(admin), ['delete', 'role', 'administers']);
    assert.deepEqual(await whys(seller), ['delete', 'own', 'team']);
    assert.deepEqual(await whys(chief), ['delete', 'team']);
    assert.deepEqual(await whys(reader), ['read', 'role']);
    assert.deepEqual(await whys(local), ['delete', 'rule']);
    const byRole = told.get(reader!.id) as Json;
    assert.deepEqual(byRole.reasons[0].text, {
      en: 'The role “Read only” reads all of them',
      el: 'Ο ρόλος «Αναγνώστης» τα διαβάζει όλα',
    });
    const named = (await ask('GET', `people/${record}/access/${chief!.id}`)).body.reasons[0].text;
    assert.deepEqual(named, { en: 'It belongs to the team “Street”', el: 'Ανήκει στην ομάδα «Street»' });
  });

  test('why a member cannot see one is told as well, and a share where there is one', async () => {
    const { id } = await make('people', { name: 'Elsewhere', city: 'Larnaca', owner: kith.owner.id });
    assert.deepEqual(await whys(seller, id), ['none', 'not_team']);
    assert.deepEqual(await whys(local, id), ['none', 'rule']);
    assert.equal((await ask('PUT', `people/${id}/privacy`, { private: true })).status, 200);
    assert.deepEqual(await whys(reader, id), ['none', 'private']);
    assert.equal((await ask('POST', `people/${id}/shares`, { member: reader!.id })).status, 201);
    assert.deepEqual(await whys(reader, id), ['read', 'share']);
    for (const path of [`people/${id}/access`, `people/${id}/access/${reader!.id}`])
      assert.equal((await ask('GET', path, undefined, reader)).status, 403);
  });

  test('what a change of a role would take away and give is told before it is saved', async () => {
    const fields = { birthday: 'hidden' };
    const next = rights({ ...reach('own'), read: 'all', fields });
    const given = { ...next, actions: { ...actions, export: false } };
    // One that is open to all who read all, beside the private one.
    await make('people', { name: 'Open', owner: kith.owner.id });
    const kept = (await ask('GET', 'roles')).body;
    const answer = await ask('POST', `roles/${teamRole}/preview`, { rights: given });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { objects, fields: hidden, actions: changed, members } = answer.body;
    assert.equal(members, 2);
    assert.deepEqual(hidden, [{ object: 'person', field: 'birthday', before: 'write', after: 'hidden' }]);
    assert.deepEqual(changed, [{ action: 'export', before: true, after: false }]);
    const people = objects.find((one: Json) => one.object === 'person').members;
    const of = (member: TestMember | undefined) => people.find((one: Json) => one.member.id === member!.id);
    assert.deepEqual(of(chief).read, { lost: 0, gained: 1 });
    assert.deepEqual(of(chief).update, { lost: 1, gained: 0 });
    assert.deepEqual(of(seller).update, { lost: 0, gained: 0 });
    assert.deepEqual((await ask('GET', 'roles')).body, kept, 'nothing was saved');
  });

  test('an administrator looks as another member, and changes nothing that way', async () => {
    for (const path of ['people', `people/${record}`, 'search?q=asked', 'objects', 'change_sets', 'roles', 'home'])
      for (const as of [seller, local, reader]) {
        const [theirs, seen] = [await ask('GET', path, undefined, as), await viewing(as, 'GET', path)];
        assert.deepEqual([seen.status, seen.body], [theirs.status, theirs.body], path);
      }
    assert.equal((await viewing(seller, 'GET', 'webhooks')).status, 403, 'as they would be answered');
    assert.equal((await viewing(seller, 'GET', 'me')).body.member.name, 'Seller');
    assert.equal((await viewing(seller, 'POST', 'people')).body.code, 'access.view_as');
    const query = { group_by: 'city', aggregate: [{ fn: 'count' }] };
    const grouped = await kith.request('POST', '/api/v1/people/query', query, { headers: viewHeaders() });
    assert.equal(grouped.status, 200, JSON.stringify(grouped.body));
    assert.deepEqual(grouped.body, (await ask('POST', 'people/query', query, seller)).body, 'a question in a body');
    assert.equal((await viewing(seller, 'DELETE', `people/${record}`)).status, 403);
    assert.equal((await viewing(chief, 'GET', 'people', seller)).status, 403, 'no administrator');
    assert.equal((await kith.app.inject({ url: '/api/auth/sessions', headers: viewHeaders() })).statusCode, 403);
  });

  const viewHeaders = () => ({ authorization: `Bearer ${kith.owner.key}`, 'kith-view-as': seller!.id });
});
