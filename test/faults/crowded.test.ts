import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { openFirm, type Firm, type Told } from './firm.ts';

describe('a database that others keep busy', () => {
  let clone: TestClone;
  let firm: Firm;
  /** Somebody else on the same database. */
  let other: pg.Client;
  let watcher: pg.Client;
  let person = '';
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    firm = await openFirm({ DATABASE_URL: clone.url, SECRET: database.config.secret, ROLES: 'web' });
    [other, watcher] = [new pg.Client(clone.install), new pg.Client(clone.install)];
    for (const client of [other, watcher]) await client.connect();
    const { rows } = await watcher.query<{ name: string }>(
      "select schemaname as name from pg_catalog.pg_tables where tablename = 'person' and schemaname like 'ws%'",
    );
    person = `"${rows[0]!.name}"."person"`;
  });
  after(async () => {
    for (const client of [other, watcher]) await client.end();
    await firm.close();
    await clone.drop();
  });

  /** Asks until so many of the program's connections wait for a lock. */
  const waiting = async (least: number) => {
    for (;;) {
      const { rows } = await watcher.query<{ n: number }>(
        `select count(*)::integer as n from pg_catalog.pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and pid <> all ($1)`,
        [[pidOf(other), pidOf(watcher)]],
      );
      if (rows[0]!.n >= least) return;
    }
  };
  const make = async (name: string) => (await firm.ok('POST', '/api/v1/people', { name })).id as string;

  test('F20: a deadlock is repeated, and the change is made once', async () => {
    const ids = [await make('First'), await make('Second')].sort();
    await other.query('begin');
    await other.query(`select 1 from ${person} where id = $1 for update`, [ids[1]]);
    const operations = ids.map((id) => ({ op: 'update', id, values: { title: 'Late' } }));
    const batch = firm.send('POST', '/api/v1/people/batch', { operations });
    await waiting(1);
    // Now each waits for the other; the database ends one of the two.
    const ours = other.query(`select 1 from ${person} where id = $1 for update`, [ids[0]]).then(
      () => 'locked',
      (error: pg.DatabaseError) => error.code,
    );
    assert.ok(['locked', '40P01'].includes((await ours)!));
    await other.query('rollback');
    const { status, body } = await batch;
    assert.equal(status, 200, JSON.stringify(body));
    for (const id of ids) {
      const { title, version } = await firm.ok('GET', `/api/v1/people/${id}`);
      assert.deepEqual([title, version], ['Late', 2]);
    }
  });

  test('F19: a new field waits for a long report without holding up anybody, and is added behind it', async () => {
    const id = await make('Somebody');
    await other.query('begin');
    await other.query(`select count(*) from ${person}`);
    let over = false;
    let longest = 0;
    const told: Told[] = [];
    const crowd = Array.from({ length: 6 }, async (_, lane) => {
      for (let n = 0; !over; n += 1) {
        const started = performance.now();
        told.push(
          lane % 2
            ? await firm.send('GET', `/api/v1/people/${id}`)
            : await firm.send('POST', '/api/v1/people', { name: `Crowd ${lane} ${n}` }),
        );
        longest = Math.max(longest, performance.now() - started);
      }
    });
    const field = { label: 'Late field', type: 'text' };
    const refused = await firm.send('POST', '/api/v1/objects/people/fields', field);
    assert.deepEqual([refused.status, refused.body.code], [503, 'database.busy']);
    await other.query('commit');
    assert.equal((await firm.send('POST', '/api/v1/objects/people/fields', field)).status, 201);
    over = true;
    await Promise.all(crowd);
    const wrong = told.filter(({ status }) => status >= 300).map(({ body }) => body);
    assert.deepEqual(wrong, []);
    assert.ok(longest < 2_500, `a request waited ${longest} ms`);

    const changed = await firm.send('PATCH', `/api/v1/people/${id}`, { c_late_field: 'there' });
    assert.equal(changed.body.c_late_field, 'there');
  });

  test('F21: where all connections are taken the rest is told so, health answers, and all is well later', async () => {
    const id = await make('Waited for');
    await other.query('begin');
    await other.query(`lock table ${person} in access exclusive mode`);
    const asked = Array.from({ length: 60 }, () => firm.send('GET', `/api/v1/people/${id}`));
    await waiting(12);
    for (const path of ['/healthz', '/readyz']) assert.equal((await firm.send('GET', path)).status, 200);
    const first = await Promise.race(asked);
    assert.equal(first.status, 503, JSON.stringify(first.body));
    assert.ok(Number(first.headers.get('retry-after')) > 0);
    await other.query('commit');
    const answers = await Promise.all(asked);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 503]);
    const again = await Promise.all(Array.from({ length: 60 }, () => firm.send('GET', `/api/v1/people/${id}`)));
    assert.ok(again.every(({ status }) => status === 200));
  });
});

function pidOf(client: pg.Client): number {
  return (client as unknown as { processID: number }).processID;
}
