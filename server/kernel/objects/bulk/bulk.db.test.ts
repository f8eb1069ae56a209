import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { system, withContext } from '#kernel/workspace';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';
import { bulkJob } from './bulk-run.ts';

type Json = Record<string, unknown>;

describe('bulk work', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  /** Makes records through the API, many at a time. */
  async function make(object: string, some: Json[], as?: TestMember): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < some.length; at += 1_000) {
      const operations = some.slice(at, at + 1_000).map((values) => ({ op: 'create', values }));
      const made = await kith.request('POST', `/api/v1/${object}/batch`, { operations }, as ? { as } : {});
      assert.equal(made.status, 200, JSON.stringify(made.body));
      ids.push(...made.body.results.map((one: { id: string }) => one.id));
    }
    await kith.drain();
    return ids;
  }

  /** Asks for bulk work, runs it to its end, and answers with its result. */
  async function bulk(object: string, body: Json, as?: TestMember) {
    const asked = await kith.request('POST', `/api/v1/${object}/bulk`, body, as ? { as } : {});
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
    await kith.drain();
    const job = await kith.request('GET', `/api/v1/jobs/${asked.body.job_id}`, undefined, as ? { as } : {});
    return { ...job.body, set: asked.body.change_set_id };
  }

  const list = async (object: string, filter: Json) =>
    (await kith.request('POST', `/api/v1/${object}/query`, { filter, limit: 1_000 })).body.data as Json[];
  const counters = ({ result }: { result: Json }) =>
    ['total', 'changed', 'unchanged', 'missed', 'refused'].map((name) => result[name]);

  test('changes all records of a filter, not only a page, as one change set that one undo takes back', async () => {
    const people = Array.from({ length: 2_300 }, (_, n) => ({
      name: `Bulk Person${n}`,
      city: n < 2_200 ? 'Limassol' : 'Paphos',
      title: n % 2 ? 'Clerk' : 'Director',
    }));
    await make('people', people);
    const filter = { field: 'city', is: 'Limassol' };
    const body = { action: 'update', values: { title: 'Director' }, filter };
    const preview = await kith.request('POST', '/api/v1/people/bulk', { ...body, preview: true });
    assert.deepEqual([preview.status, preview.body], [200, { total: 2_200 }]);
    const unsaid = await kith.request('POST', '/api/v1/people/bulk', { action: 'update', filter, preview: true });
    assert.deepEqual([unsaid.status, unsaid.body], [200, { total: 2_200 }], 'counted before it is said what changes');
    const done = await bulk('people', body);
    assert.equal(done.state, 'done');
    assert.deepEqual(counters(done), [2_200, 1_100, 1_100, 0, 0]);
    const count = async (where: Json) =>
      (await kith.request('POST', '/api/v1/people/query', { filter: where, aggregate: [{ fn: 'count' }] })).body;
    const directors = await count({ all: [filter, { field: 'title', is: 'Director' }] });
    assert.match(JSON.stringify(directors), /2200/);

    const { body: sets } = await kith.request('GET', '/api/v1/change_sets?limit=5');
    const told = sets.data.find((one: Json) => one['id'] === done.set);
    assert.deepEqual([told.label, told.records], ['Change 2200 people', 1_100]);
    const undone = await kith.request('POST', `/api/v1/change_sets/${done.set}/undo`);
    assert.deepEqual([undone.status, undone.body.undone], [200, 1_100]);
    const clerks = (await list('people', { all: [filter, { field: 'title', is: 'Clerk' }] })).length;
    assert.equal(clerks, 1_000, 'the first page of 1,100');
  });

  test('leaves the excepted alone, adds to lists and takes from them, and says what refused', async () => {
    const [red, blue] = await make('tags', [{ name: 'Red' }, { name: 'Blue' }]);
    const ids = await make('people', [
      { name: 'List One', tags: [red] },
      { name: 'List Two', tags: [blue] },
      { name: 'List Three' },
    ]);
    const body = { action: 'update', add: { tags: [red] }, remove: { tags: [blue] }, ids, except: [ids[2]] };
    const done = await bulk('people', body);
    assert.deepEqual(counters(done), [2, 1, 1, 0, 0]);
    const tagsOf = async (id: string) =>
      (await kith.request('GET', `/api/v1/people/${id}`)).body.tags?.map((tag: { id: string }) => tag.id);
    assert.deepEqual([await tagsOf(ids[0]!), await tagsOf(ids[1]!), await tagsOf(ids[2]!)], [[red], [red], undefined]);

    const tasks = await make('tasks', [{ subject: 'One' }, { subject: 'Two' }]);
    const gone = await bulk('tasks', { action: 'update', values: { subject: null }, ids: tasks });
    assert.deepEqual(counters(gone), [2, 0, 0, 0, 2]);
    assert.deepEqual(gone.result.refusals[0].errors[0].code, 'field.required');
    assert.equal(gone.result.refusals[0].name, 'One');
  });

  test('keeps search, history and counts beside records right', async () => {
    const [first, second] = await make('companies', [{ name: 'First Bulk Ltd' }, { name: 'Second Bulk Ltd' }]);
    const deals = await make('deals', [
      { title: 'Deal one', company: first, outcome: 'open' },
      { title: 'Deal two', company: first, outcome: 'open' },
    ]);
    const open = async (id: string) => (await kith.request('GET', `/api/v1/companies/${id}`)).body.open_deals;
    assert.deepEqual([await open(first!), await open(second!)], [2, 0]);
    await bulk('deals', { action: 'update', values: { company: second }, ids: deals });
    assert.deepEqual([await open(first!), await open(second!)], [0, 2]);
    await bulk('deals', { action: 'update', values: { title: 'Zanzibar renewal' }, ids: [deals[0]] });
    const found = await kith.request('GET', '/api/v1/search?q=zanzibar');
    assert.deepEqual(
      found.body.data.map((one: Json) => one['id']),
      [deals[0]],
    );
    const trashed = await bulk('deals', { action: 'trash', filter: { field: 'company', is: second } });
    assert.deepEqual(counters(trashed), [2, 2, 0, 0, 0]);
    assert.equal(await open(second!), 0);
    const back = await bulk('deals', { action: 'restore', ids: deals });
    assert.deepEqual(counters(back), [2, 2, 0, 0, 0]);
    assert.equal(await open(second!), 2);
    const { body: history } = await kith.request('GET', `/api/v1/deals/${deals[0]}/changes`);
    assert.deepEqual(
      history.data.map((one: { verb: string }) => one.verb),
      ['restore', 'delete', 'update', 'update', 'create'],
    );
  });

  test('reaches what the role reaches, and refuses what nobody could do before it begins', async () => {
    const mine = await kith.addMember('Mine', 'own_records');
    const reader = await kith.addMember('Reader', 'read_only');
    const [own] = await make('people', [{ name: 'Own Reach' }], mine);
    const [other] = await make('people', [{ name: 'Other Reach' }]);
    const body = { action: 'update', values: { city: 'Larnaca' }, ids: [own, other] };
    assert.deepEqual(counters(await bulk('people', body, mine)), [1, 1, 0, 0, 0]);
    assert.equal((await kith.request('GET', `/api/v1/people/${other}`)).body.city, null);
    const asked = async (more: Json, as?: TestMember) => {
      const answer = await kith.request('POST', '/api/v1/people/bulk', { ...body, ...more }, as ? { as } : {});
      return [answer.status, answer.body.errors?.[0]?.pointer];
    };
    assert.deepEqual(await asked({}, reader), [403, undefined]);
    assert.deepEqual(await asked({ values: { nothing: 1 } }), [422, '/values/nothing']);
    assert.deepEqual(await asked({ values: { birthday: 'yesterday?' } }), [422, '/values/birthday']);
    assert.deepEqual(await asked({ values: {} }), [422, '/values']);
    assert.deepEqual(await asked({ values: {}, add: { city: ['x'] } }), [422, '/add/city']);
    assert.deepEqual(await asked({ filter: { field: 'nothing', is: 1 } }), [422, '/field']);
    assert.deepEqual(await asked({ values: { created_at: '2026-01-01T00:00:00Z' } }), [422, '/values/created_at']);
  });

  test('stops where a person stops it; the rest stays as it is and what is done can be taken back', async () => {
    const ids = await make(
      'people',
      Array.from({ length: 30 }, (_, n) => ({ name: `Stop Person${n}` })),
    );
    const body = { action: 'update', values: { city: 'Kyrenia' }, ids };
    const asked = await kith.request('POST', '/api/v1/people/bulk', body);
    const open = async (as?: TestMember) =>
      (await kith.request('GET', '/api/v1/jobs?open=true', undefined, as ? { as } : {})).body.data as Json[];
    const waiting = { id: asked.body.job_id, kind: 'objects.bulk', state: 'waiting', progress: null };
    assert.deepEqual(await open(), [waiting]);
    assert.deepEqual(await open(await kith.addMember('Bystander', 'admin')), [], 'of others nothing is listed');
    await kith.request('POST', `/api/v1/jobs/${asked.body.job_id}/cancel`);
    await kith.drain();
    const job = await kith.request('GET', `/api/v1/jobs/${asked.body.job_id}`);
    assert.equal(job.body.state, 'cancelled');
    assert.deepEqual(await open(), []);
    assert.equal((await list('people', { field: 'city', is: 'Kyrenia' })).length, 0);
    const left = await kith.inWorkspace(({ db }) =>
      db.one<{ n: number }>(sql`select count(*) as n from ${db.table('bulk_item')}`),
    );
    assert.equal(left.n, 0);
  });

  test('is taken back whole once it has ended, and not while it goes on', async () => {
    const ids = await make(
      'people',
      Array.from({ length: 2_300 }, (_, n) => ({ name: `Growing Person${n}`, city: 'Before' })),
    );
    const asked = await kith.request('POST', '/api/v1/people/bulk', {
      action: 'update',
      values: { city: 'After' },
      ids,
    });
    const undo = async (query = '') => {
      const answer = await kith.request('POST', `/api/v1/change_sets/${asked.body.change_set_id}/undo${query}`);
      return [answer.status, answer.body.code ?? answer.body.undone];
    };
    // The process goes after its first pages.
    const { workspace, services } = kith;
    const actor = { ...system, memberId: kith.owner.id };
    await bulkJob.run(
      {
        id: asked.body.job_id,
        attempt: 1,
        workspace,
        actor,
        transaction: (work, options) => withContext(services.source, { workspace, actor, ...options }, work),
        progress: async () => undefined,
        stopped: () => true,
        ends: async () => undefined,
        cancelRequested: async () => false,
      },
      { id: asked.body.change_set_id },
    );
    assert.deepEqual(await undo('?preview=true'), [409, 'change_set.goes_on']);
    assert.deepEqual(await undo(), [409, 'change_set.goes_on']);
    await kith.drain();
    assert.deepEqual(await undo(), [200, 2_300]);
    const left = await kith.request('POST', '/api/v1/people/query', {
      filter: { field: 'city', is: 'After' },
      total: true,
    });
    assert.equal(left.body.total.count, 0);
  });
});
