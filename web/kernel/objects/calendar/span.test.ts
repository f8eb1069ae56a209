import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field, ObjectType } from '#web/kernel/api';
import { dayFields, movedTo, withinDays } from './span.ts';

const field = (key: string, type: string, more: object = {}) =>
  ({ key, type, group: 'main', read_only: false, written_by: null, ...more }) as unknown as Field;

test('the day that people plan by comes first, those that nobody can set come last', () => {
  const fields = [
    field('created_at', 'datetime', { group: 'system' }),
    field('seen_at', 'datetime', { read_only: true }),
    field('title', 'text'),
    field('c_visit', 'date'),
    field('closes_on', 'date'),
    field('c_old', 'date', { archived: true }),
  ];
  const keys = dayFields({ fields } as ObjectType).map((one) => one.key);
  assert.deepEqual(keys, ['closes_on', 'c_visit', 'seen_at', 'created_at']);
});

test('days are asked for as they begin and end where the reader is', () => {
  const days = { from: '2026-03-01', to: '2026-04-01' };
  assert.deepEqual(withinDays(field('on', 'date'), days, 'Asia/Nicosia'), {
    all: [
      { field: 'on', gte: '2026-03-01' },
      { field: 'on', lt: '2026-04-01' },
    ],
  });
  // Summer time begins on 29 March 2026.
  assert.deepEqual(withinDays(field('at', 'datetime'), days, 'Asia/Nicosia'), {
    all: [
      { field: 'at', gte: '2026-02-28T22:00:00.000Z' },
      { field: 'at', lt: '2026-03-31T21:00:00.000Z' },
    ],
  });
});

test('what is moved keeps its time of day, also over a change of the clock', () => {
  assert.equal(movedTo(field('on', 'date'), '2026-03-01', '2026-03-09', 'Asia/Nicosia'), '2026-03-09');
  const at = field('at', 'datetime');
  assert.equal(movedTo(at, '2026-03-27T07:30:00.000Z', '2026-03-30', 'Asia/Nicosia'), '2026-03-30T06:30:00.000Z');
});
