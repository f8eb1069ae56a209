import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wilson } from './wilson.ts';

test('the interval of Wilson, as tables give it', () => {
  const rounded = (some: number, all: number) => {
    const { low, high } = wilson(some, all)!;
    return [low.toFixed(3), high.toFixed(3)];
  };
  assert.deepEqual(rounded(10, 20), ['0.299', '0.701']);
  assert.deepEqual(rounded(0, 10), ['0.000', '0.278']);
  assert.deepEqual(rounded(10, 10), ['0.722', '1.000']);
  assert.equal(wilson(0, 0), null);
});
