import assert from 'node:assert/strict';
import test from 'node:test';
import { touchedKeys } from './touched-keys.ts';

test('a burst of changes makes each answer stale once', () => {
  const keys = touchedKeys([
    { object: 'people', ids: ['1'] },
    { object: 'people', ids: ['1', '2'] },
  ]);
  assert.deepEqual(keys, [
    ['list', 'people'],
    ['record', 'people', '1'],
    ['record', 'people', '2'],
    ['timeline'],
    ['home'],
    ['count'],
  ]);
});

test('records that are not named are all asked again', () => {
  const keys = touchedKeys([{ object: 'people', ids: ['1'], count: 300 }]);
  assert.deepEqual(keys.slice(0, 3), [
    ['list', 'people'],
    ['record', 'people', '1'],
    ['record', 'people'],
  ]);
});

test('no change leaves everything fresh', () => {
  assert.deepEqual(touchedKeys([]), []);
});
