import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextDates, nextTime } from './next-dates.ts';

describe('the next time of a yearly day', () => {
  const cases: [string, string, string | null][] = [
    ['1980-11-25', '2026-11-22', '2026-11-25'],
    ['1980-11-22', '2026-11-22', '2026-11-22'],
    ['1980-11-21', '2026-11-22', '2027-11-21'],
    ['--01-05', '2026-12-30', '2027-01-05'],
    ['2000-02-29', '2027-01-01', '2027-02-28'],
    ['2000-02-29', '2028-01-01', '2028-02-29'],
    ['2029-06-30', '2026-11-22', '2029-06-30'],
    ['1980-04', '2026-11-22', null],
    ['1980', '2026-11-22', null],
  ];
  for (const [date, today, next] of cases) {
    test(`of ${date} after ${today} is ${next}`, () => assert.equal(nextTime(date, today), next));
  }
});

describe('the days of a person', () => {
  test('come soonest first, with the age where the year is known', () => {
    const importantDates = [{ label: 'Contract renewal', date: '2023-12-01', note: 'three years' }];
    const days = nextDates({ given: 'Ανδρέας', birthday: '1980-11-25', importantDates }, '2026-11-22');
    assert.deepEqual(
      days.map(({ kind, on, years }) => [kind, on, years]),
      [
        ['birthday', '2026-11-25', 46],
        ['name_day', '2026-11-30', null],
        ['important_date', '2026-12-01', 3],
      ],
    );
    assert.equal(days[0]?.label.el, 'Γίνεται 46');
  });

  test('are none where nothing is known', () => {
    assert.deepEqual(nextDates({ given: null, birthday: null, importantDates: null }, '2026-11-22'), []);
  });
});
