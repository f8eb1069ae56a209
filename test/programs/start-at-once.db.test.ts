import { test } from 'node:test';
import { createLog } from '#kernel/telemetry';
import { modules } from '../../server/app/modules.ts';
import { createServices } from '../../server/app/services.ts';
import { migrateAll } from '../../server/app/workspaces.ts';
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
