import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../harness/app.ts';
import {
  arrangedApis,
  leastValues,
  makeTargets,
  objectApis,
  readObjects,
  sharedApis,
  type ApiObject,
  type Targets,
} from '../harness/samples.ts';

type Role = 'owner' | 'admin' | 'member' | 'own_records' | 'read_only' | 'stranger';
const roles: Role[] = ['owner', 'admin', 'member', 'own_records', 'read_only', 'stranger'];
const all: Role[] = ['owner', 'admin', 'member'];

/** What the interface says a role is answered for somebody else's record. */
function expected(role: Role, verb: string, { shared, kept, arranged }: Record<string, boolean>): number {
  if (role === 'stranger') return 401;
  // What administrators arrange for everybody is changed by nobody else.
  const writes = ['create', 'update', 'delete', 'restore'].includes(verb);
  if (arranged && writes && !['owner', 'admin'].includes(role)) return 403;
  // What is only ever added is changed by nobody, whosever it is.
  if (kept && role !== 'read_only' && ['update', 'delete', 'restore'].includes(verb)) return 409;
  const done: Record<string, number> = { create: 201, delete: 204 };
  if (all.includes(role)) return done[verb] ?? 200;
  const reading = ['read', 'list', 'query', 'search', 'export', 'timeline', 'changes', 'as_of'].includes(verb);
  if (role === 'read_only') return reading ? 200 : 403;
  if (['create', 'list', 'query', 'search', 'export'].includes(verb)) return done[verb] ?? 200;
  return reading && shared ? 200 : 404;
}

describe('every object, role and verb', () => {
  let kith: TestApp;
  let objects: Map<string, ApiObject>;
  let targets: Targets;
  const members = new Map<Role, TestMember | null>([['stranger', null]]);
  const mine = new Map<Role, Targets>();

  before(async () => {
    kith = await testApp();
    members.set('owner', kith.owner);
    for (const role of ['admin', 'member', 'own_records', 'read_only'] as const)
      members.set(role, await kith.addMember(`The ${role}`, role));
    objects = new Map((await readObjects(kith)).map((object) => [object.api, object]));
    targets = await makeTargets(kith);
    for (const role of roles)
      mine.set(role, role === 'own_records' ? await makeTargets(kith, members.get(role)!) : targets);
  });
  after(() => kith.close());

  for (const api of objectApis) {
    for (const role of roles) {
      test(`${api}: ${role} is answered by the table of roles`, async () => {
        const object = objects.get(api)!;
        const as = members.get(role)!;
        const arranged = arrangedApis.has(api);
        const shared = sharedApis.has(api);
        const what = { shared, kept: !object.can.update, arranged };
        const fresh = async (by: TestMember, pointing: Targets) => {
          const made = await kith.request('POST', `/api/v1/${api}`, leastValues(object, pointing), { as: by });
          assert.equal(made.status, 201, JSON.stringify(made.body));
          return made.body as { id: string };
        };
        const check = async (verb: string, method: string, path: string, body?: unknown) => {
          const answer = await kith.request(method, `/api/v1/${path}`, body, { as });
          assert.equal(answer.status, expected(role, verb, what), `${verb} ${JSON.stringify(answer.body)}`);
          return answer;
        };
        const { id } = await fresh(kith.owner, targets);
        const patch = { [object.title]: leastValues(object, targets)[object.title] };
        const at = `${api}/${id}`;
        const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
        await check('create', 'POST', api, leastValues(object, mine.get(role)!));
        await check('read', 'GET', at);
        await check('as_of', 'GET', `${at}?as_of=${soon}`);
        await check('timeline', 'GET', `${at}/timeline`);
        await check('changes', 'GET', `${at}/changes`);
        await check('update', 'PATCH', at, patch);
        const seen = [
          await check('list', 'GET', api),
          await check('query', 'POST', `${api}/query`, { limit: 1_000 }),
          await check('export', 'GET', `${api}/export?format=jsonl`),
        ];
        await check('search', 'GET', `search?q=${api.slice(0, 3)}&objects=${api}`);
        const known = expected(role, 'read', what) === 200;
        for (const answer of seen)
          assert.equal(answer.bytes.toString().includes(id), known, 'lists hold what may be read');
        await check('delete', 'DELETE', at);
        await check('restore', 'POST', `${at}/restore`);
      });
    }

    if (arrangedApis.has(api)) continue;
    test(`${api}: own_records may do everything with what is its own`, async () => {
      const object = objects.get(api)!;
      const as = members.get('own_records')!;
      const own = mine.get('own_records')!;
      const made = await kith.request('POST', `/api/v1/${api}`, leastValues(object, own), { as });
      const at = `/api/v1/${api}/${made.body.id as string}`;
      const patch = { [object.title]: leastValues(object, own)[object.title] };
      assert.equal((await kith.request('GET', at, undefined, { as })).status, 200);
      const kept = !object.can.update;
      assert.equal((await kith.request('PATCH', at, patch, { as })).status, kept ? 409 : 200);
      assert.equal((await kith.request('DELETE', at, undefined, { as })).status, kept ? 409 : 204);
    });
  }

  for (const api of ['members', 'teams']) {
    test(`${api} are read by every role and written by none through the generic calls`, async () => {
      for (const role of roles) {
        const as = members.get(role)!;
        assert.equal((await kith.request('GET', `/api/v1/${api}`, undefined, { as })).status, as ? 200 : 401);
        const path = `/api/v1/${api}/${kith.owner.id}`;
        const body = { operations: [{ op: 'create', values: { name: 'Mallory' } }] };
        const batch = await kith.request('POST', `/api/v1/${api}/batch`, body, { as });
        assert.equal(batch.status, as ? 403 : 401, `${role} ${JSON.stringify(batch.body)}`);
        // Administrators change teams through their own calls, and there is no such team.
        const removes = api === 'teams' && (role === 'owner' || role === 'admin');
        const refused = removes ? 404 : 403;
        assert.equal((await kith.request('DELETE', path, undefined, { as })).status, as ? refused : 401);
      }
    });
  }

  test('a record that one may not see has no name in another record, nor an entry on its timeline', async () => {
    const as = members.get('own_records')!;
    const hidden = { as: kith.owner };
    const company = await kith.request('POST', '/api/v1/companies', { name: 'Hidden Shipping' }, hidden);
    const person = await kith.request('POST', '/api/v1/people', { name: 'Seen Person', owner: as.id }, hidden);
    await kith.request('POST', '/api/v1/employments', { person: person.body.id, company: company.body.id }, hidden);
    const secret = { subject: 'Secret words', people: [person.body.id] };
    await kith.request('POST', '/api/v1/calls', secret, hidden);
    const at = `/api/v1/people/${person.body.id as string}`;
    const answers = [
      await kith.request('GET', `${at}?include=timeline,company`, undefined, { as }),
      await kith.request('GET', `${at}/timeline`, undefined, { as }),
      await kith.request('GET', '/api/v1/people?fields=name,company', undefined, { as }),
      await kith.request('GET', '/api/v1/search?q=Seen', undefined, { as }),
      await kith.request('GET', '/api/v1/home', undefined, { as }),
    ];
    for (const { status, bytes } of answers) {
      assert.equal(status, 200);
      assert.doesNotMatch(bytes.toString(), /Hidden Shipping|Secret words/);
    }
  });

  test('own_records cannot find out about others through filters, groups or counts', async () => {
    const as = members.get('own_records')!;
    const company = await kith.request('POST', '/api/v1/companies', { name: 'Guess Me', city: 'Nowhere' });
    const person = await kith.request('POST', '/api/v1/people', { name: 'Guessing', owner: as.id });
    await kith.request('POST', '/api/v1/employments', { person: person.body.id, company: company.body.id });
    const ask = (body: object) => kith.request('POST', '/api/v1/people/query', body, { as });
    assert.equal((await ask({ filter: { field: 'company.city', is: 'Nowhere' } })).body.data.length, 0);
    assert.equal(
      (await ask({ filter: { all: [{ field: 'id', is: person.body.id }, { some_of: 'employments' }] } })).body.data
        .length,
      0,
    );
    const grouped = await ask({ group_by: 'company', aggregate: [{ fn: 'count' }] });
    assert.doesNotMatch(grouped.bytes.toString(), /Guess Me/);
    const rows = async (group: string | null) => (await ask({ group_by: 'company', group })).body.data.length as number;
    const told = grouped.body.groups as { key: string | null; values: { count: number } }[];
    assert.equal(await rows(null), told.find((one) => one.key === null)?.values.count);
    assert.equal(await rows(company.body.id), 0);
  });

  test('own_records takes back what concerns its own records alone, and does not learn of the rest', async () => {
    const as = members.get('own_records')!;
    const undo = (path: string) => kith.request('POST', `/api/v1/${path}/undo`, {}, { as });
    const values = (owner: TestMember) => ({ op: 'create', values: { name: 'Somebody', owner: owner.id } });
    const both = await kith.request('POST', '/api/v1/people/batch', { operations: [values(as), values(kith.owner)] });
    const theirs = await kith.request('POST', '/api/v1/people', { name: 'Theirs' });
    for (const { headers } of [both, theirs])
      for (const path of ['change_sets', 'merges']) {
        const answer = await undo(`${path}/${headers['kith-change-set']}`);
        assert.deepEqual([answer.status, answer.body.code], [404, 'change_set.not_found'], path);
      }
    const own = await kith.request('PATCH', `/api/v1/people/${both.body.results[0].id as string}`, { city: 'Paphos' });
    assert.equal((await undo(`change_sets/${own.headers['kith-change-set']}`)).status, 200);
  });

  test('own_records settles no duplicates of others, and finds its own behind them', async () => {
    const as = members.get('own_records')!;
    const pair = async (email: string, owner: string) => {
      for (const name of ['Twin One', 'Twin One'])
        await kith.request('POST', '/api/v1/people', { name, emails: [email], owner });
    };
    for (const n of [1, 2, 3]) await pair(`theirs${n}@twins.example`, kith.owner.id);
    await kith.drain();
    const theirs = await kith.request('GET', '/api/v1/duplicates');
    await pair('mine@twins.example', as.id);
    await kith.drain();
    for (const { id } of theirs.body.data) {
      const answer = await kith.request('POST', `/api/v1/duplicates/${id as string}/keep_separate`, {}, { as });
      assert.equal(answer.status, 404);
    }
    const still = await kith.request('GET', '/api/v1/duplicates');
    assert.equal(still.body.data.length, theirs.body.data.length + 1);
    const found = await kith.request('GET', '/api/v1/duplicates?limit=1', undefined, { as });
    assert.equal(found.body.data.length, 1);
    const settle = `/api/v1/duplicates/${found.body.data[0].id as string}/keep_separate`;
    assert.equal((await kith.request('POST', settle, {}, { as })).status, 200);
  });

  test('read_only keeps views for itself and shares none', async () => {
    const as = members.get('read_only')!;
    const save = (more: object) =>
      kith.request('POST', '/api/v1/views', { object: 'people', name: 'V', ...more }, { as });
    assert.equal((await save({ shared: true })).status, 403);
    const own = await save({});
    assert.deepEqual([own.status, own.body.shared], [201, false]);
    const at = `/api/v1/views/${own.body.id as string}`;
    assert.equal((await kith.request('PATCH', at, { shared: true }, { as })).status, 403);
    assert.equal((await kith.request('PATCH', at, { name: 'W' }, { as })).status, 200);
  });
});
