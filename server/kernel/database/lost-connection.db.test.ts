import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { sql } from './index.ts';

describe('a connection that breaks within a transaction', () => {
  let kith: TestApp;
  let other: pg.Client;
  before(async () => {
    kith = await testApp();
    other = new pg.Client(kith.services.server.install);
    await other.connect();
  });
  after(async () => {
    await other.end();
    await kith.close();
  });

  const backend = sql`select pg_backend_pid() as pid`;

  for (const when of ['while a statement waits for its answer', 'while nothing is asked']) {
    test(`${when} is told to who opened it, and ends no process`, async () => {
      const work = kith.inWorkspace(async ({ db }) => {
        await db.run(sql`insert into ${db.table('counter')} values (${when}, 1)`);
        const { pid } = await db.one<{ pid: number }>(backend);
        // Not events.once, which would listen to its errors.
        const ended = new Promise((resolve) => db.client.once('end', resolve));
        const kill = () => other.query('select pg_terminate_backend($1)', [pid]);
        if (when.endsWith('asked')) await kill();
        else await Promise.all([assert.rejects(db.run(sql`select pg_sleep(60)`)), kill()]);
        await ended;
        await db.run(sql`select 1`);
      });
      await assert.rejects(work, { code: 'database.unreachable' });
      const left = await kith.inWorkspace(({ db }) =>
        db.many(sql`select 1 from ${db.table('counter')} where name = ${when}`),
      );
      assert.deepEqual(left, []);
    });
  }
});
