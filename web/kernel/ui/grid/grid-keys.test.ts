import assert from 'node:assert/strict';
import test from 'node:test';
import { gridStep } from './grid-keys.ts';

const size = { rows: 10, columns: 4, page: 5 };

test('j, k and arrows move inside the grid', () => {
  assert.deepEqual(gridStep('j', { row: -1, column: 0 }, size), { kind: 'move', to: { row: 0, column: 0 } });
  assert.deepEqual(gridStep('k', { row: 0, column: 0 }, size), { kind: 'move', to: { row: 0, column: 0 } });
  assert.deepEqual(gridStep('arrowright', { row: 2, column: 3 }, size), { kind: 'move', to: { row: 2, column: 3 } });
  assert.deepEqual(gridStep('pagedown', { row: 8, column: 1 }, size), { kind: 'move', to: { row: 9, column: 1 } });
});

test('Enter opens from the first column and edits in the others', () => {
  assert.deepEqual(gridStep('enter', { row: 3, column: 0 }, size), { kind: 'open', row: 3 });
  assert.deepEqual(gridStep('enter', { row: 3, column: 2 }, size), { kind: 'edit', row: 3 });
});

test('nothing acts on a row before there is one', () => {
  assert.equal(gridStep('x', { row: -1, column: 0 }, size), null);
  assert.equal(gridStep('j', { row: -1, column: 0 }, { ...size, rows: 0 }), null);
});
