import assert from 'node:assert/strict';
import test from 'node:test';
import { edgeSpeed } from './edge-scroll.ts';

test('only near an edge is there any scrolling, and the nearer the faster', () => {
  assert.equal(edgeSpeed(500, 0, 1000), 0);
  assert.ok(edgeSpeed(20, 0, 1000) < 0);
  assert.ok(edgeSpeed(5, 0, 1000) < edgeSpeed(40, 0, 1000));
  assert.ok(edgeSpeed(980, 0, 1000) > 0);
  assert.equal(edgeSpeed(1200, 0, 1000), edgeSpeed(1000, 0, 1000));
});
