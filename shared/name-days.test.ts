import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { nameDayIn, nextNameDay, orthodoxEaster } from './name-days.ts';

const groups = new URL('../../shared/data/greek/given_name_groups_a.csv', import.meta.url);

describe('Orthodox Easter', () => {
  const known = { 2008: '2008-04-27', 2010: '2010-04-04', 2013: '2013-05-05', 2016: '2016-05-01', 2021: '2021-05-02' };
  const asked = { 2022: '2022-04-24', 2023: '2023-04-16', 2024: '2024-05-05', 2025: '2025-04-20' };
  const ahead = { 2026: '2026-04-12', 2027: '2027-05-02', 2028: '2028-04-16' };

  for (const [year, day] of Object.entries({ ...known, ...asked, ...ahead })) {
    test(`of ${year} is ${day}`, () => assert.equal(orthodoxEaster(Number(year)), day));
  }

  test('is always a Sunday between 4 April and 10 May', () => {
    for (let year = 1900; year < 2100; year += 1) {
      const day = orthodoxEaster(year);
      assert.equal(new Date(`${day}T00:00:00Z`).getUTCDay(), 0, day);
      assert.ok(day >= `${year}-04-01` && day <= `${year}-05-10`, day);
    }
  });
});

describe('a name day', () => {
  const cases: [string, number, string | null][] = [
    ['Γιώργος', 2024, '2024-05-06'],
    ['Georgios', 2025, '2025-04-23'],
    ['George', 2027, '2027-05-03'],
    ['Γεωργία', 2023, '2023-04-23'],
    ['Μάρκος', 2022, '2022-04-26'],
    ['Mark', 2025, '2025-04-25'],
    ['Λάζαρος', 2026, '2026-04-04'],
    ['Θωμάς', 2026, '2026-04-19'],
    ['Theodoros', 2026, '2026-02-28'],
    ['ΑΝΔΡΕΑΣ', 2026, '2026-11-30'],
    ['Androulla', 2026, '2026-11-30'],
    ['Yiannis', 2026, '2026-01-07'],
    ['Κατερίνα', 2026, '2026-11-25'],
    ['Eleni', 2026, '2026-05-21'],
    ['Costas', 2026, '2026-05-21'],
    ['Χριστάκης', 2026, '2026-12-25'],
    ['Anna Maria', 2026, '2026-07-25'],
    ['Nikos', 2026, '2026-12-06'],
    ['Svetlana', 2026, null],
    ['', 2026, null],
    ['<script>', 2026, null],
  ];
  for (const [name, year, day] of cases) {
    test(`of ${name || 'nobody'} in ${year} is ${day}`, () => assert.equal(nameDayIn(name, year), day));
  }

  test('that has passed comes again next year', () => {
    assert.equal(nextNameDay('Maria', '2026-08-15'), '2026-08-15');
    assert.equal(nextNameDay('Maria', '2026-08-16'), '2027-08-15');
    assert.equal(nextNameDay('Giorgos', '2026-04-24'), '2027-05-03');
  });

  test('is the same for every form of one name', { skip: existsSync(groups) ? false : 'no shared data here' }, () => {
    const rows = readFileSync(groups, 'utf8').trim().split('\n').slice(1);
    const byGroup = Map.groupBy(rows, (row) => row.split(',')[0]);
    for (const [, members] of byGroup) {
      const names = members.map((row) => row.split(',')[1] ?? '');
      const days = new Set(names.map((name) => nameDayIn(name, 2026)));
      assert.equal(days.size, 1, names.map((name) => `${name} ${nameDayIn(name, 2026)}`).join(', '));
      assert.ok(!days.has(null), names.join(' '));
    }
  });
});
