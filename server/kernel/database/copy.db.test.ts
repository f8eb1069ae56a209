import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { sql } from './index.ts';

const columns = [
  { name: 'name', type: 'text' },
  { name: 'value', type: 'integer' },
];

describe('rows by COPY', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const count = () =>
    kith.inWorkspace(({ db }) => db.one<{ n: number }>(sql`select count(*)::int as n from ${db.table('counter')}`));

  test('go between other statements without waiting for them', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => ({ name: `row ${n} "\\\n`, value: n }));
    const sum = await kith.inWorkspace(async ({ db }) => {
      const [, , copied, all] = await Promise.all([
        db.run(sql`insert into ${db.table('counter')} values ('before', 1)`),
        db.run(sql`select 1`),
        db.copy('counter', columns, rows),
        db.one<{ sum: number }>(sql`select sum(value)::int as sum from ${db.table('counter')}`),
      ]);
      assert.equal(copied, 5_000);
      return all.sum;
    });
    assert.equal(sum, 12_497_501);
    assert.equal((await count()).n, 5_001);
  });

  test('that are refused or cannot be written undo their transaction and leave the connection fit', async () => {
    const there = await count();
    const copy = (rows: Record<string, unknown>[]) =>
      kith.inWorkspace(async ({ db }) => {
        await db.run(sql`insert into ${db.table('counter')} values ('lost', 1)`);
        await db.copy('counter', columns, rows);
      });
    const many = Array.from({ length: 3_000 }, (_, n) => ({ name: `more ${n}`, value: n }));
    await assert.rejects(copy([...many, { name: 'more 0', value: 1 }]), /record.not_unique/);
    await assert.rejects(copy([{ name: 'bad', value: 'no number' }, ...many]), /./);
    await assert.rejects(
      copy([...many, { name: 'big', value: { toJSON: () => assert.fail('not written') } }]),
      /not written/,
    );
    await assert.rejects(
      kith.inWorkspace(async ({ db }) => {
        await assert.rejects(db.run(sql`select 1 / 0`), /./);
        await db.copy('counter', columns, many);
      }),
      /./,
    );
    // Every connection of the pool is asked.
    const answers = await Promise.all(Array.from({ length: 40 }, count));
    for (const answer of answers) assert.deepEqual(answer, there);
  });
});
