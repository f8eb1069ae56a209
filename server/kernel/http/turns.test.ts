import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from './turns.ts';

test('a long answer waits while another request is being answered, and not for itself', async () => {
  const turns = createTurns();
  const long = turns.begin();
  await long.makeWay();
  const order: string[] = [];
  const short = turns.begin();
  // Work of a second, as far as the clock of the process goes: it may wait for three.
  const now = performance.now();
  performance.now = () => now + 1_000;
  const way = long.makeWay().then(() => order.push('long goes on'));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('short is answered');
  short.end();
  await way;
  delete (performance as { now?: unknown }).now;
  assert.deepEqual(order, ['short is answered', 'long goes on']);
});

test('a long answer never stands still: after three times its work it goes on', async (t) => {
  const turns = createTurns();
  turns.begin();
  const long = turns.begin();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let gone = false;
  const way = long.makeWay().then(() => (gone = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(gone, false);
  t.mock.timers.tick(60_000);
  await way;
  assert.equal(gone, true);
});
