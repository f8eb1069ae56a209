import assert from 'node:assert/strict';
import test from 'node:test';
import { contactDue } from './rhythm.ts';

test('contact is due when the rhythm has passed, at once when there was none', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  assert.equal(contactDue('2026-11-11T12:00:00Z', 30, now), 20);
  assert.equal(contactDue('2026-10-01T12:00:00Z', 30, now), -21);
  assert.equal(contactDue(null, 30, now), 0);
  assert.equal(contactDue('2026-10-01T12:00:00Z', null, now), null);
});
