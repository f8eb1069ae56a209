import assert from 'node:assert/strict';
import test from 'node:test';
import { readDecimal } from '#shared/fields/typed-number';
import { readDuration, zonedInput, zonedInstant } from './reading.ts';

test('numbers are read with comma or point', () => {
  assert.equal(readDecimal('1.250,50'), '1250.50');
  assert.equal(readDecimal('1,250.50'), '1250.50');
  assert.equal(readDecimal('99,90 €'), '99.90');
  assert.equal(readDecimal('1,250'), '1250');
  assert.equal(readDecimal('-5'), '-5');
  assert.equal(readDecimal('a lot'), null);
});

test('durations are read as minutes, clock or words', () => {
  assert.equal(readDuration('45'), 2700);
  assert.equal(readDuration('1:20'), 4800);
  assert.equal(readDuration('1h 20m'), 4800);
  assert.equal(readDuration('1,5h'), 5400);
  assert.equal(readDuration('long'), null);
});

test('a local time keeps its zone in summer and winter', () => {
  assert.equal(zonedInstant('2026-07-01T09:00', 'Asia/Nicosia'), '2026-07-01T06:00:00.000Z');
  assert.equal(zonedInstant('2026-12-01T09:00', 'Asia/Nicosia'), '2026-12-01T07:00:00.000Z');
  assert.equal(zonedInput('2026-12-01T07:00:00Z', 'Asia/Nicosia'), '2026-12-01T09:00');
  assert.equal(zonedInstant('', 'Asia/Nicosia'), null);
});
