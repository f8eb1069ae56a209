import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../../../test/harness/app.ts';
import { inTransaction, sql } from './index.ts';

test('a connection that is ended between two statements fails its transaction, and nothing else', async () => {
  const kith = await testApp();
  try {
    const { pools } = kith.services;
    const asOwner = { schema: kith.workspace.schema, role: null };
    let ended = false;
    const cut = inTransaction(pools.owner, asOwner, async (db) => {
      const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await inTransaction(pools.owner, asOwner, (owner) => owner.many(sql`select pg_terminate_backend(${pid})`));
      const isThere = () =>
        inTransaction(pools.owner, asOwner, (owner) =>
          owner.maybe(sql`select 1 from pg_catalog.pg_stat_activity where pid = ${pid}`),
        );
      while (await isThere());
      ended = true;
      return db.one(sql`select 1 as one`);
    });
    await assert.rejects(cut);
    assert.ok(ended, 'it was ended while it waited for nothing');
    assert.equal((await kith.request('GET', '/api/v1/people')).status, 200);
  } finally {
    await kith.close();
  }
});
