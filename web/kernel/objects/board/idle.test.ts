import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import { idleDays, idleFrom, warmth } from './idle.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const row = (values: object) => values as unknown as RecordRow;

test('a card is idle since the last contact or change, whichever was later', () => {
  const quiet = row({ updated_at: '2026-10-01T12:00:00Z', last_contact_at: '2026-11-02T12:00:00Z' });
  assert.equal(idleDays(quiet, now), 20);
  assert.equal(warmth(quiet, null, now), 1);
  assert.equal(warmth(row({ updated_at: '2026-10-01T12:00:00Z' }), null, now), 2);
  assert.equal(warmth(row({ updated_at: '2026-11-21T12:00:00Z' }), null, now), 0);
});

test('what is won or lost does not warm', () => {
  assert.equal(warmth(row({ outcome: 'won', updated_at: '2020-01-01T00:00:00Z' }), null, now), 0);
  assert.equal(warmth(row({ outcome: 'open', updated_at: '2020-01-01T00:00:00Z' }), null, now), 2);
});

test('a column with a limit of its own turns its cards then, and warms them half-way', () => {
  const quiet = row({ outcome: 'open', updated_at: '2026-11-17T12:00:00Z' });
  assert.deepEqual([warmth(quiet, 5, now), warmth(quiet, 6, now), warmth(quiet, 12, now)], [2, 1, 0]);
  assert.deepEqual([idleFrom(null), idleFrom(5)], [14, 3]);
});
