import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import { nextDates, nextOccurrence } from './next-dates.ts';

test('a day comes back this year or the next, leap days on the 28th', () => {
  assert.equal(nextOccurrence('1980-12-01', '2026-11-21'), '2026-12-01');
  assert.equal(nextOccurrence('--11-21', '2026-11-21'), '2026-11-21');
  assert.equal(nextOccurrence('--04-15', '2026-11-21'), '2027-04-15');
  assert.equal(nextOccurrence('1980-02-29', '2026-11-21'), '2027-02-28');
  assert.equal(nextOccurrence('1980', '2026-11-21'), null);
});

test('days stand in the order in which they come', () => {
  const record = {
    birthday: '1980-04-15',
    name_day: '--12-06',
    important_dates: [{ label: 'Renewal', date: '--01-01' }],
  } as unknown as RecordRow;
  assert.deepEqual(
    nextDates(record, { birthday: 'Birthday', nameDay: 'Name day' }, '2026-11-21').map((one) => [
      one.label,
      one.on,
      one.years,
    ]),
    [
      ['Name day', '2026-12-06', null],
      ['Renewal', '2027-01-01', null],
      ['Birthday', '2027-04-15', 47],
    ],
  );
});
