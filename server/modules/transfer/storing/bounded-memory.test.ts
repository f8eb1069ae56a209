import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneAhead } from './large/one-ahead.ts';
import { CompanyIds, batchesInFlight, inBatches, type StoreRun } from './store-run.ts';

test('of a file of any length one chunk is worked on and one waits, never more', async () => {
  let made = 0;
  async function* chunks() {
    while (made < 50) yield (made += 1);
  }
  const worked: number[] = [];
  for await (const chunk of oneAhead(chunks())) {
    worked.push(chunk);
    await new Promise(setImmediate);
    assert.ok(made - chunk <= 1, `${made - chunk} chunks wait`);
  }
  assert.deepEqual(
    worked,
    Array.from({ length: 50 }, (_, at) => at + 1),
  );
});

test('a chunk that cannot be planned fails the run, also when it was planned ahead', async () => {
  async function* chunks() {
    yield 1;
    throw new Error('a broken file');
  }
  await assert.rejects(async () => {
    for await (const _ of oneAhead(chunks())) await new Promise(setImmediate);
  }, /a broken file/);
});

test('no more batches are with the database at once than are allowed, and none is left out', async () => {
  let inFlight = 0;
  let most = 0;
  let batches = 0;
  const run = {
    companyIds: new CompanyIds(),
    stopped: () => false,
    progress: async () => undefined,
    transaction: async () => {
      batches += 1;
      most = Math.max(most, (inFlight += 1));
      await new Promise(setImmediate);
      inFlight -= 1;
      return [];
    },
  } as unknown as StoreRun;
  await inBatches(run, Array.from({ length: 12_300 }), async () => []);
  assert.equal(most, batchesInFlight);
  assert.equal(batches, 13, 'a thousand rows each');
});
