import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextDue } from './recurrence.ts';

const at = { now: new Date('2026-11-22T08:00:00Z'), timeZone: 'Asia/Nicosia' };

describe('a repeating task', () => {
  const cases: [string, string, string][] = [
    ['daily', '2026-11-22T15:00:00Z', '2026-11-23T15:00:00.000Z'],
    ['weekly', '2026-11-20T15:00:00Z', '2026-11-27T15:00:00.000Z'],
    ['weekly', '2026-09-04T14:00:00Z', '2026-11-27T15:00:00.000Z'],
    ['monthly', '2026-10-31T15:00:00Z', '2026-11-30T15:00:00.000Z'],
    ['yearly', '2024-02-29T15:00:00Z', '2027-02-28T15:00:00.000Z'],
    ['daily', '1990-01-01T15:00:00Z', '2026-11-23T15:00:00.000Z'],
  ];
  for (const [rule, due, next] of cases) {
    test(`${rule} after ${due} is due at ${next}`, () => {
      assert.equal(nextDue(rule, new Date(due), at)?.toISOString(), next);
    });
  }

  test('comes back only by a rule', () => assert.equal(nextDue('never', at.now, at), null));
});
