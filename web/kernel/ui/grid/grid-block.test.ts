import assert from 'node:assert/strict';
import test from 'node:test';
import { blockOf, columnsIn } from './grid-block.ts';

test('a block lies between its two corners, whichever came first', () => {
  const block = blockOf({ row: 4, column: 1 }, { row: 2, column: 3 });
  assert.deepEqual(block, { from: { row: 2, column: 1 }, to: { row: 4, column: 3 } });
  assert.deepEqual(columnsIn(block, 3), { from: 1, to: 3 });
  assert.equal(columnsIn(block, 5), null);
});

test('without a second corner the block is the cell under the cursor', () => {
  assert.deepEqual(blockOf(null, { row: 2, column: 0 }), { from: { row: 2, column: 0 }, to: { row: 2, column: 0 } });
  assert.equal(blockOf(null, { row: -1, column: 0 }), null);
});
