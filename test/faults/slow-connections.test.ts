import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { openFirm, type Firm } from './firm.ts';
import { beginImport, brought, lines, requireExactly, requireHistory } from './people.ts';
import { openProxy, type Proxy } from './proxy.ts';

const rows = 10_000;
// The longest statement, the grace behind it, and the wait for a connection before it.
const longest = 30_000;

describe('a database that is far away', () => {
  let clone: TestClone;
  let proxy: Proxy;
  let firm: Firm;
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    proxy = await openProxy(clone.url);
    firm = await openFirm({ DATABASE_URL: proxy.url, SECRET: database.config.secret });
  });
  after(async () => {
    await firm.close();
    await proxy.close();
    await clone.drop();
  });

  for (const side of ['F', 'B'] as const) {
    const who = side === 'F' ? 'of the program' : 'of the database';
    test(`answers truly where each message ${who} is 50 to 200 milliseconds on its way`, async () => {
      for (const millis of [50, 200]) {
        proxy.delay(side, millis);
        const name = `Far ${side} ${millis}`;
        const made = await firm.ok('POST', '/api/v1/people', { name });
        await firm.ok('PATCH', `/api/v1/people/${made.id}`, { title: 'Late' });
        const operations = Array.from({ length: 60 }, (_, n) => ({ op: 'create', values: { name: `${name} ${n}` } }));
        const batch = await firm.send('POST', '/api/v1/people/batch', { operations }, { 'idempotency-key': name });
        assert.equal(batch.status, 200, JSON.stringify(batch.body).slice(0, 500));
        proxy.delay(side, 0);
        const { title, version } = await firm.ok('GET', `/api/v1/people/${made.id}`);
        assert.deepEqual([title, version], ['Late', 2]);
      }
    });
  }

  test('may fall silent for longer than any statement lasts: who asks is told so, and an import goes on', async () => {
    const people = lines(rows, 'silent.example');
    const id = await beginImport(firm, people);
    assert.equal((await brought(firm, id, rows / 10)).state, 'running');
    proxy.stop();
    const begun = performance.now();
    const asked = Array.from({ length: 30 }, async () => {
      const told = await firm.send('POST', '/api/v1/people', { name: 'In the silence', city: 'Silent' });
      return { ...told, after: performance.now() - begun };
    });
    const answers = await Promise.all(asked);
    for (const { status, body, after: waited } of answers) {
      assert.equal(status, 503, JSON.stringify(body));
      assert.ok(waited < longest, `who asked waited ${waited} ms`);
    }
    proxy.go();
    const unknown = answers.filter(({ body }) => body.code === 'database.outcome_unknown').length;
    const filter = { field: 'city', is: 'Silent' };
    const there = (await firm.ok('POST', '/api/v1/people/query', { filter })).data.length;
    assert.ok(there <= unknown, `${there} of ${unknown}`);
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.state, done.created, done.rejected], ['done', rows, 0]);
    await requireHistory(firm, await requireExactly(firm, 'silent.example', people), 1);
  });
});
