import assert from 'node:assert/strict';
import test from 'node:test';
import { readQuickDate } from './quick-dates.ts';

const today = '2026-11-21';

test('days are read as people type them, in English and Greek', () => {
  assert.equal(readQuickDate('tomorrow', today), '2026-11-22');
  assert.equal(readQuickDate('Αύριο', today), '2026-11-22');
  assert.equal(readQuickDate('χθες', today), '2026-11-20');
  assert.equal(readQuickDate('fri', today), '2026-11-27');
  assert.equal(readQuickDate('Παρασκευή', today), '2026-11-27');
  assert.equal(readQuickDate('saturday', today), '2026-11-28');
  assert.equal(readQuickDate('+2w', today), '2026-12-05');
  assert.equal(readQuickDate('15/4', today), '2026-04-15');
  assert.equal(readQuickDate('15 apr 1980', today), '1980-04-15');
  assert.equal(readQuickDate('3 Μαΐου 2027', today), '2027-05-03');
  assert.equal(readQuickDate('1.2.99', today), '1999-02-01');
});

test('a partial date keeps what is known', () => {
  assert.equal(readQuickDate('15/4', today, true), '--04-15');
  assert.equal(readQuickDate('4/1980', today, true), '1980-04');
  assert.equal(readQuickDate('1980', today, true), '1980');
  assert.equal(readQuickDate('15/4/1980', today, true), '1980-04-15');
});

test('what is no day is refused', () => {
  assert.equal(readQuickDate('31/2/2026', today), null);
  assert.equal(readQuickDate('soon', today), null);
  assert.equal(readQuickDate('', today), null);
});
