import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { prepared, sql } from './index.ts';

describe('prepared statements', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  test('survive a change of what they read', async () => {
    const read = () =>
      kith.inWorkspace(({ db }) =>
        db.many<Record<string, unknown>>(sql`select * from ${db.table('counter')}`, prepared),
      );
    await kith.inWorkspace(({ db }) => db.run(sql`insert into ${db.table('counter')} values ('a', 1)`));
    // Asked often enough at once that every connection of the pool has it prepared.
    await Promise.all(Array.from({ length: 40 }, read));
    await kith.inWorkspace(({ workspace }) =>
      kith.services.pools.owner.query(`alter table "${workspace.schema}"."counter" add column late text default 'x'`),
    );
    const rows = await Promise.all(Array.from({ length: 40 }, read));
    for (const answer of rows) assert.deepEqual(answer, [{ name: 'a', value: 1, late: 'x' }]);
  });

  test('are at most 150 a connection, and the one used last stays', async () => {
    await kith.inWorkspace(async ({ db }) => {
      for (let n = 0; n < 400; n += 1) {
        await db.run(sql`select ${sql.lit(n)}::integer as n`, prepared);
        await db.run(sql`select 1 as always`, prepared);
      }
      const kept = await db.many<{ statement: string }>(sql`select statement from pg_catalog.pg_prepared_statements`);
      assert.equal(kept.length, 150);
      assert.ok(kept.some((one) => one.statement === 'select 1 as always'));
    });
  });

  test('a role that is not there refuses the whole transaction', async () => {
    const { workspace } = await kith.inWorkspace(async (ctx) => ctx);
    const other = { ...workspace, role: 'ws_nobody' };
    await assert.rejects(
      kith.services.inWorkspace(other, ({ db }) => db.run(sql`insert into ${db.table('counter')} values ('b', 1)`)),
      /role "ws_nobody" does not exist/,
    );
    const left = await kith.inWorkspace(({ db }) =>
      db.many(sql`select 1 from ${db.table('counter')} where name = 'b'`),
    );
    assert.deepEqual(left, []);
  });
});
