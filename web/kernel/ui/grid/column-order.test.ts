import assert from 'node:assert/strict';
import test from 'node:test';
import { dropPlace, moveItem } from './column-order.ts';

test('an item moves to its new place and the others close up', () => {
  assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 1, 3), ['a', 'c', 'd', 'b']);
  assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 3, 1), ['a', 'd', 'b', 'c']);
  assert.deepEqual(moveItem(['a', 'b'], 0, 9), ['b', 'a']);
});

test('the first column stays, whatever is moved', () => {
  assert.deepEqual(moveItem(['name', 'b', 'c'], 2, 0, 1), ['name', 'c', 'b']);
  assert.deepEqual(moveItem(['name', 'b', 'c'], 0, 2, 1), ['name', 'b', 'c']);
});

test('what is dropped lands between the neighbours on both sides of the pointer', () => {
  const middles = [50, 150, 250, 350];
  assert.equal(dropPlace(middles, 10, 2), 0);
  assert.equal(dropPlace(middles, 200, 0), 1);
  assert.equal(dropPlace(middles, 260, 2), 2);
  assert.equal(dropPlace(middles, 999, 0), 3);
});
