import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOfSerial, orderOf, parseDate, parseTime } from './partial-date.ts';

const value = (text: string) => {
  const parsed = parseDate(text, true);
  return parsed === null ? null : 'value' in parsed ? parsed.value : parsed.refused;
};

test('one day in many notations', () => {
  for (const text of [
    '1996-05-22',
    '22/5/1996',
    '22.05.96',
    '22-5-1996',
    'May 22, 1996',
    '22 Μαΐου 1996',
    '22 ΜΑΙΟΥ 1996',
    '22 Μάι 96',
    '22-May-1996',
    'Τετάρτη, 22 Μαΐου 1996',
    '19960522',
    '35207',
    '1996-05-22 00:00:00',
    '1996-05-22T10:00:00.000Z',
  ]) {
    assert.equal(value(text), '1996-05-22', text);
  }
});

test('dates without a year, a month or a day stay partial', () => {
  assert.equal(value('15/4'), '--04-15');
  assert.equal(value('--0415'), '--04-15');
  assert.equal(value(' --04-15'), '--04-15');
  assert.equal(value('15 Απριλίου'), '--04-15');
  assert.equal(value('29/2'), '--02-29');
  assert.equal(value('1980'), '1980');
  assert.equal(value('Μάρτιος 1980'), '1980-03');
});

test('impossible and contradicting days are refused with the reason', () => {
  assert.equal(value('31/02/1970'), 'no such day');
  assert.equal(value('00/00/0000'), 'no such day');
  assert.equal(value('03/25/1968'), 'month 25: contradicts the day-first column');
  assert.equal(value('soon'), 'not a date');
  assert.equal(value('0/0/00'), null);
});

test('the order of a column is told by values that allow only one', () => {
  assert.equal(orderOf('25/03/1968'), 'day');
  assert.equal(orderOf('03/25/1968'), 'month');
  assert.equal(orderOf('03/05/1968'), null);
});

test('times and day counts', () => {
  assert.deepEqual(['14.30', '3 μμ', '12:05 am', '0.5', '9:00', 'soon'].map(parseTime), [
    '14:30',
    '15:00',
    '00:05',
    '12:00',
    '09:00',
    null,
  ]);
  assert.equal(dateOfSerial(1), '1900-01-01');
  assert.equal(dateOfSerial(61), '1900-03-01');
  assert.equal(dateOfSerial(0, true), '1904-01-01');
});
