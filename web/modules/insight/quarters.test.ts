import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quarterFrom } from './quarters.ts';

test('quarters go over the ends of years', () => {
  assert.equal(quarterFrom('2026-11-22', 0), '2026-Q4');
  assert.equal(quarterFrom('2026-11-22', 1), '2027-Q1');
  assert.equal(quarterFrom('2026-01-01', -1), '2025-Q4');
  assert.equal(quarterFrom('2026-06-30', 0), '2026-Q2');
});
