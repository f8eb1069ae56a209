import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import { placed } from './stages.ts';

const rows = ['a', 'b', 'c'].map((id, at) => ({ id, position: at === 2 ? 1_001 : at + 1 }) as unknown as RecordRow);

test('a row that goes to another place moves only those whose places change', () => {
  const places = (id: string, to: number) => placed(rows, id, to).map((one) => [one.id, one.values.position]);
  assert.deepEqual(places('a', 1), [
    ['b', 1],
    ['a', 2],
    ['c', 3],
  ]);
  assert.deepEqual(places('b', 1), [['c', 3]]);
  assert.deepEqual(places('a', -1), []);
  assert.deepEqual(places('c', 3), []);
});
