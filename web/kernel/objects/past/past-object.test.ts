import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { endOfDay, knownSort, pastObject } from './past-object.ts';

const people = {
  columns: ['name', 'last_contact_at', 'city'],
  can: { create: true, read: true, update: true, delete: true },
  fields: [
    { key: 'name', type: 'person_name', read_only: false, group: 'main' },
    { key: 'city', type: 'text', read_only: false, group: 'address' },
    { key: 'last_contact_at', type: 'datetime', read_only: true, group: 'dates' },
    { key: 'created_at', type: 'datetime', read_only: true, group: 'system' },
  ],
} as unknown as ObjectType;

test('a list of the past has no field that is worked out, and nothing in it can be changed', () => {
  const past = pastObject(people);
  assert.deepEqual(
    past.fields.map((field) => [field.key, field.read_only]),
    [
      ['name', true],
      ['city', true],
      ['created_at', true],
    ],
  );
  assert.deepEqual(past.columns, ['name', 'city']);
  assert.deepEqual(past.can, { create: false, read: true, update: false, delete: false });
});

test('a day ends where the reader lives', () => {
  assert.equal(endOfDay('2026-01-15', 'Asia/Nicosia'), '2026-01-15T21:59:59.999Z');
  assert.equal(endOfDay('2026-07-15', 'Asia/Nicosia'), '2026-07-15T20:59:59.999Z');
});

test('an order by what is not known of the past is left out', () => {
  const past = pastObject(people);
  assert.equal(knownSort(past, '-last_contact_at,city'), 'city');
  assert.equal(knownSort(past, '-last_contact_at'), null);
  assert.equal(knownSort(past, null), null);
});
