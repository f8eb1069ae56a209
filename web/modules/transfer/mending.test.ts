import assert from 'node:assert/strict';
import test from 'node:test';
import { mendedRows } from './mending.ts';

test('only cells that differ from what stood there are sent', () => {
  const row = { file: 'a.csv', sheet: null, row: 3, reason: 'nobody', cells: ['', 'x'] };
  const edit = (cells: Record<string, string>) => ({ 'a.csv/ 3': { file: 'a.csv', sheet: null, row: 3, cells } });
  assert.deepEqual(mendedRows([row], {}), []);
  assert.deepEqual(mendedRows([row], edit({ 1: 'x' })), []);
  assert.deepEqual(mendedRows([row], edit({ 0: 'Nikos', 1: 'x', 2: '' })), [
    { file: 'a.csv', sheet: null, row: 3, cells: { 0: 'Nikos' } },
  ]);
});
