import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';
import { explainAll } from '../../../../test/harness/explain.ts';

const all = 120_000;
const ofOwn = 100_000;

describe('the number of records of a list', () => {
  let kith: TestApp;
  let own: TestMember;
  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own', 'own_records');
    await kith.inWorkspace(({ db }) =>
      db.run(sql`insert into ${db.table('company')} (id, name, name__sort, owner_id, city, city__sort)
        select ('01b201be-5e10-7001-bc84-' || lpad(to_hex(n), 12, '0'))::uuid, 'c', 'c',
          case when n <= ${ofOwn}::integer then ${own.id}::uuid end,
          case when n <= 1500 then 'Paphos' end, case when n <= 1500 then 'paphos' end
        from generate_series(1, ${all}::integer) n`),
    );
    await kith.services.pools.owner.query(`analyze "${kith.workspace.schema}".company`);
  });
  after(() => kith.close());

  const total = async (query: string, as = kith.owner) =>
    (await kith.request('GET', `/api/v1/companies?limit=1&fields=name&${query}`, undefined, { as })).body.total;

  test('is exact up to a hundred thousand, also of those that one may see', async () => {
    assert.deepEqual(await total('total=true', own), { count: ofOwn, exact: true });
    const filter = encodeURIComponent(JSON.stringify({ field: 'city', is: 'Paphos' }));
    assert.deepEqual(await total(`total=true&filter=${filter}`), { count: 1_500, exact: true });
    const body = { limit: 1, total: true, filter: { field: 'city', is: 'Paphos' } };
    assert.deepEqual((await kith.request('POST', '/api/v1/companies/query', body)).body.total, {
      count: 1_500,
      exact: true,
    });
  });

  test('is above it an estimate that says how many were counted, and no row beyond those is read', async () => {
    const asked = await explainAll<{ Plan: object }[]>(kith, 'explain (analyze, timing off, format json)', async () => {
      const { count, ...told } = await total('total=true');
      assert.deepEqual(told, { exact: false, at_least: 100_001 });
      assert.ok(count >= 100_001 && count < 5 * all, String(count));
    });
    const counting = JSON.stringify(asked.filter(({ text }) => text.includes('count(*)')));
    const read = [...counting.matchAll(/"Actual Rows":\s*([\d.]+)/g)].map(([, rows]) => Number(rows));
    assert.equal(Math.max(...read), 100_001);
  });

  test('is quick where a page asks for it: exact up to a thousand', async () => {
    const { count, ...told } = await total('total=quick', own);
    assert.deepEqual(told, { exact: false, at_least: 1_001 });
    assert.ok(count >= 1_001);
    assert.equal((await kith.request('GET', '/api/v1/companies?total=roughly')).status, 422);
    assert.equal(await total('total=false'), undefined);
  });
});
