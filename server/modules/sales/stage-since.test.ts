import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stageSince } from './stage-since.ts';

test('a moment is written as it is read back from a record', () => {
  const written = ['2026-11-22T21:43:55.330Z', '2026-11-22T21:43:50.000Z', '2026-11-22T21:43:55.328Z'];
  assert.deepEqual(
    written.map((text) => stageSince(new Date(text))),
    ['2026-11-22T21:43:55.33Z', '2026-11-22T21:43:50Z', '2026-11-22T21:43:55.328Z'],
  );
});
