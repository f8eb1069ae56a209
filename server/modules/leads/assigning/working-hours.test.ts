import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAtWork, readHours } from './working-hours.ts';

test('hours are kept by the clock of the zone, also when that is moved', () => {
  const hours = readHours('Mon-Fri 09:00-17:00\nsat 10:00 - 12:30')!;
  const at = (time: string, zone = 'Asia/Nicosia') => isAtWork(hours, zone, new Date(time));
  // Friday, 20 November 2026: Cyprus is two hours ahead in winter, three in summer.
  assert.equal(at('2026-11-20T06:59:00Z'), false);
  assert.equal(at('2026-11-20T07:00:00Z'), true);
  assert.equal(at('2026-07-17T06:00:00Z'), true);
  assert.equal(at('2026-11-20T15:00:00Z'), false);
  assert.equal(at('2026-11-21T10:29:00Z'), true);
  assert.equal(at('2026-11-22T09:00:00Z'), false);
  assert.equal(at('2026-11-20T15:00:00Z', 'America/New_York'), true);
  assert.equal(isAtWork([], 'Asia/Nicosia', new Date('2026-11-22T01:00:00Z')), true);
});

test('hours over the weekend go round, and what is none is refused', () => {
  assert.deepEqual(readHours('fri-mon 00:00-24:00'), [{ days: [4, 5, 6, 0], from: 0, to: 1_440 }]);
  for (const wrong of ['monday 9-5', 'mon 17:00-09:00', 'mon 09:00-25:00', 'xyz 09:00-10:00', 'mon 09:70-10:00'])
    assert.equal(readHours(wrong), null, wrong);
  assert.deepEqual(readHours(null), []);
});
