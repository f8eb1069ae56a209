import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction, sql } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { modules } from '../../server/app/modules.ts';
import { createServices } from '../../server/app/services.ts';
import { migrateAll } from '../../server/app/workspaces.ts';
import { testApp } from '../harness/app.ts';
import { testDatabase } from '../harness/database.ts';

test('processes that start at once on an empty database make its tables one after the other', async () => {
  const database = await testDatabase();
  await database.makeTemplate('empty', async () => undefined);
  const server = await database.cloneTemplate('empty');
  const { config } = database;
  const all = Array.from({ length: 5 }, () => createServices({ config, log: createLog(config), server, modules }));
  await Promise.all(all.map(migrateAll));
  for (const { pools } of all) await pools.end();
  await server.drop();
});

test('a start finds an index missing on a workspace that is there, and makes it', { timeout: 30_000 }, async () => {
  const kith = await testApp();
  const { pools } = kith.services;
  const { schema } = kith.workspace;
  const named = async () =>
    inTransaction(pools.owner, { schema, role: null }, (db) =>
      db.maybe(sql`select 1 from pg_catalog.pg_indexes where schemaname = ${schema} and indexname = 'call_merged'`),
    );
  assert.ok(await named());
  await inTransaction(pools.owner, { schema, role: null }, (db) => db.run(sql`drop index ${db.table('call_merged')}`));
  await migrateAll(kith.services);
  assert.ok(await named());
  await kith.close();
});
