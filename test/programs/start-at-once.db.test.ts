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

test('a start finds indexes missing or left half-made, and makes them', { timeout: 30_000 }, async () => {
  const kith = await testApp();
  const { pools } = kith.services;
  const { schema } = kith.workspace;
  const asOwner = { schema, role: null };
  const isValid = async () => {
    const found = await inTransaction(pools.owner, asOwner, (db) =>
      db.maybe<{ valid: boolean }>(sql`select i.indisvalid as valid from pg_catalog.pg_index i
        where i.indexrelid = to_regclass(${`${schema}.call_merged`})`),
    );
    return found?.valid ?? null;
  };
  const drop = () => inTransaction(pools.owner, asOwner, (db) => db.run(sql`drop index ${db.table('call_merged')}`));
  assert.equal(await isValid(), true);
  await drop();
  assert.equal(await isValid(), null);
  await migrateAll(kith.services);
  assert.equal(await isValid(), true);

  // What was cut short, by a kill or because two rows are the same, leaves an index of that name that serves nobody.
  await drop();
  for (const subject of ['Twice', 'Twice']) await kith.request('POST', '/api/v1/calls', { subject });
  const owner = await pools.owner.connect();
  await assert.rejects(owner.query(`create unique index concurrently call_merged on "${schema}".call (subject)`));
  owner.release();
  assert.equal(await isValid(), false);
  await migrateAll(kith.services);
  assert.equal(await isValid(), true);
  await kith.close();
});
