import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, addMonths, daysBetween, monthOf, weekOf } from './days.ts';

test('days go on over months, years and changes of the clock', () => {
  assert.equal(addDays('2026-03-28', 2), '2026-03-30');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2024-03-01', -1), '2024-02-29');
  assert.equal(daysBetween('2026-10-24', '2026-10-27'), 3);
});

test('a month on is the same day, or the last one of a shorter month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15');
  assert.equal(addMonths('2026-12-31', 2), '2027-02-28');
});

test('weeks begin on Monday, and a month shows whole ones', () => {
  assert.deepEqual([weekOf('2026-11-22')[0], weekOf('2026-11-22')[6]], ['2026-11-16', '2026-11-22']);
  assert.equal(weekOf('2026-11-23')[0], '2026-11-23');
  const november = monthOf('2026-11-22');
  assert.deepEqual([november.length, november[0]![0], november.at(-1)![6]], [6, '2026-10-26', '2026-12-06']);
  assert.equal(monthOf('2027-02-10').length, 4); // 28 days from a Monday
});
