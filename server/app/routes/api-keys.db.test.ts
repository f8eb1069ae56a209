import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ownerAccount, testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

describe('keys of programs', () => {
  let kith: TestApp;
  let person: string;
  before(async () => {
    kith = await testApp();
    person = (await kith.request('POST', '/api/v1/people', { name: 'Maria', birthday: '1980-04-15' })).body.id;
  });
  after(() => kith.close());

  const makeKey = async (body: object): Promise<TestMember> => {
    const made = await kith.request('POST', '/api/v1/api_keys', { name: 'Program', ...body });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { id: made.body.id, key: made.body.key };
  };
  const status = async (as: TestMember, method: string, path: string, body?: unknown) =>
    (await kith.request(method, `/api/v1/${path}`, body, { as })).status;

  test('do what their scopes name, object by object and verb by verb, and nothing beside it', async () => {
    const scopes = { objects: { person: ['read'], task: ['create', 'read'] } };
    const as = await makeKey({ role: 'admin', scopes });
    assert.equal(await status(as, 'GET', 'people'), 200);
    assert.equal(await status(as, 'PATCH', `people/${person}`, { city: 'Paphos' }), 403);
    assert.equal(await status(as, 'DELETE', `people/${person}`), 403);
    assert.equal(await status(as, 'POST', 'tasks', { subject: 'Call', people: [person] }), 201);
    assert.equal(await status(as, 'POST', 'deals', { name: 'Roof' }), 403);
    const deals = await kith.request('GET', '/api/v1/deals', undefined, { as });
    assert.ok(deals.status === 403 || deals.body.data.length === 0, JSON.stringify(deals.body));
    assert.equal(await status(as, 'GET', 'people/export?format=csv'), 403, 'an action is named like a verb');
    assert.equal(await status(as, 'GET', 'members'), 200);
    for (const path of ['api_keys', 'audit', 'invitations']) assert.equal(await status(as, 'GET', path), 403, path);
    const taking = await makeKey({ role: 'member', scopes: { ...scopes, actions: ['export'] } });
    assert.equal(await status(taking, 'GET', 'people/export?format=csv'), 200);
  });

  test('never reach beyond the role they have, whatever their scopes say', async () => {
    const all = { objects: { default: ['create', 'read', 'update', 'delete'] }, actions: ['import', 'export'] };
    const as = await makeKey({ role: 'read_only', scopes: all });
    assert.equal(await status(as, 'GET', `people/${person}`), 200);
    assert.equal(await status(as, 'PATCH', `people/${person}`, { city: 'Paphos' }), 403);
    assert.equal(await status(as, 'GET', 'people/export?format=csv'), 200);
    const { body } = await kith.request('GET', '/api/v1/me', undefined, { as });
    assert.deepEqual([body.can.administer, body.can.rights.actions.import], [false, false]);
    const role = await kith.request('POST', '/api/v1/roles', {
      name: 'No birthdays',
      rights: {
        administers: false,
        objects: {
          default: { create: 'all', read: 'all', update: 'all', delete: 'all' },
          person: { create: 'all', read: 'all', update: 'all', delete: 'all', fields: { birthday: 'hidden' } },
        },
        actions: { import: true, export: true, merge: true, bulk: true, share: true },
      },
    });
    const blind = await makeKey({ role: role.body.key, scopes: { objects: { person: ['read'] } } });
    const seen = (await kith.request('GET', `/api/v1/people/${person}`, undefined, { as: blind })).body;
    assert.deepEqual([seen.name.full, 'birthday' in seen], ['Maria', false]);
  });

  test('refuse scopes of objects and verbs that are not there', async () => {
    const ask = (scopes: unknown) => kith.request('POST', '/api/v1/api_keys', { name: 'K', role: 'member', scopes });
    const misspelt = await ask({ objects: { peeple: ['read'] } });
    assert.deepEqual(
      [misspelt.status, misspelt.body.errors[0].pointer, misspelt.body.errors[0].code],
      [422, '/scopes/objects/peeple', 'rights.unknown_object'],
    );
    assert.equal((await ask({ objects: { person: ['write'] } })).status, 422);
    assert.equal((await ask({})).status, 422);
  });

  test('end when they are said to, and tell whose they are and when they were used', async () => {
    const ended = await makeKey({ name: 'Ended', role: 'member', expires_at: '2020-01-01T00:00:00Z' });
    assert.equal(await status(ended, 'GET', 'people'), 401);
    const used = await makeKey({ name: 'Used', role: 'member', scopes: { objects: { default: ['read'] } } });
    assert.equal(await status(used, 'GET', 'people'), 200);
    const { data } = (await kith.request('GET', '/api/v1/api_keys')).body as { data: Record<string, unknown>[] };
    const [found, old] = ['Used', 'Ended'].map((name) => data.find((key) => key['name'] === name)!);
    assert.ok(found!['last_used_at']);
    assert.deepEqual(found!['scopes'], { objects: { default: ['read'] }, actions: [] });
    assert.deepEqual(found!['member'], { id: kith.owner.id, name: ownerAccount.name, service: false });
    assert.deepEqual([old!['last_used_at'], old!['expires_at']], [null, '2020-01-01T00:00:00Z']);
    assert.doesNotMatch(JSON.stringify(data), new RegExp(used.key));
  });

  test('of a service account act in its name, within its role, and end with it; nobody signs in as it', async () => {
    const ask = (body: object) => kith.request('POST', '/api/v1/service_accounts', { name: 'Website', ...body });
    const made = await ask({ role: 'member' });
    assert.deepEqual([made.status, made.body.responsible], [201, kith.owner.id]);
    assert.equal((await ask({ role: 'owner' })).status, 422);
    assert.equal((await ask({ role: 'member', responsible: made.body.id })).status, 422, 'a person answers for it');
    const service = made.body.id as string;
    const as = await makeKey({ name: 'forms', role: 'admin', service_account: service });
    assert.equal(await status(as, 'GET', 'api_keys'), 403, 'its key reaches no further than it does');
    const lead = (await kith.request('POST', '/api/v1/people', { name: 'Lead' }, { as })).body;
    const [line] = (await kith.request('GET', `/api/v1/people/${lead.id}/changes`)).body.data;
    assert.deepEqual(line.author, { id: service, name: 'Website · forms' });
    const members = (await kith.request('GET', '/api/v1/members')).body.data as Record<string, unknown>[];
    const listed = members.find((member) => member['id'] === service)!;
    assert.deepEqual(
      [listed['service'], listed['email'], (listed['responsible'] as { id: string }).id],
      [true, null, kith.owner.id],
    );
    assert.ok(members.filter((member) => member['service'] === true).length === 1);
    assert.equal((await kith.signIn('Website', 'nine quiet green doors')).status, 401);
    const looked = { headers: { 'kith-view-as': service } };
    assert.equal((await kith.request('GET', '/api/v1/people', undefined, looked)).status, 404);
    const change = (body: object) => kith.request('PATCH', `/api/v1/members/${service}`, body);
    assert.equal((await change({ role: 'owner' })).status, 403);
    assert.equal((await change({ role: 'read_only' })).status, 200);
    assert.equal(await status(as, 'POST', 'people', { name: 'Another' }), 403);
    assert.equal((await change({ active: false })).status, 200);
    assert.equal(await status(as, 'GET', 'people'), 401);
    const refused = await kith.request('POST', '/api/v1/api_keys', {
      name: 'K',
      role: 'member',
      service_account: service,
    });
    assert.equal(refused.status, 422);
    const [audited] = (await kith.request('GET', '/api/v1/audit?kind=member.added')).body.data;
    assert.deepEqual([audited.about, audited.details.service], ['Website', true]);
  });
});
