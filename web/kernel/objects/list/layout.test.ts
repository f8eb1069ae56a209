import assert from 'node:assert/strict';
import test from 'node:test';
import { laidOver, layoutToKeep } from './layout.ts';

test('what a person changed wins over the view, column by column', () => {
  const view = { widths: { name: 300, city: 120 }, pinned: 2, totals: { amount: 'sum' as const } };
  assert.deepEqual(laidOver(view, { widths: { city: 200 } }), {
    widths: { name: 300, city: 200 },
    pinned: 2,
    totals: { amount: 'sum' },
  });
  assert.equal(laidOver(view, { pinned: 1 }).pinned, 1);
});

test('a list that stands as it began keeps no layout', () => {
  assert.equal(layoutToKeep(laidOver(null, {})), null);
  assert.deepEqual(layoutToKeep({ widths: { city: 90 }, columns: ['name'] }), {
    widths: { city: 90 },
    pinned: 1,
    totals: {},
  });
});
