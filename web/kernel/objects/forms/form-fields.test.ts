import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { defaultsOf, filledValues, formFields, wireValues } from './form-fields.ts';

const field = (key: string, more = {}) => ({
  key,
  type: 'text',
  read_only: false,
  written_by: null,
  required: false,
  group: 'main',
  ...more,
});
const deal = {
  title: 'name',
  columns: ['name', 'city'],
  fields: [
    field('note'),
    field('name'),
    field('city'),
    field('stage', { written_by: 'sales.move' }),
    field('code', { required: true }),
    field('made', { group: 'system' }),
  ],
} as unknown as ObjectType;

test('a form opens with its title, then what is required and usual', () => {
  const { first, rest } = formFields(deal);
  assert.deepEqual(
    first.map((one) => one.key),
    ['name', 'city', 'code'],
  );
  assert.deepEqual(
    rest.map((one) => one.key),
    ['note'],
  );
});

test('values are sent as ids and without read-only parts', () => {
  assert.deepEqual(
    wireValues({
      owner: { id: '1', name: 'Ana' },
      name: { first: 'A', full: 'A' },
      tags: [{ id: '2', object: 'tags', name: 'x' }],
    }),
    {
      owner: '1',
      name: { first: 'A' },
      tags: ['2'],
    },
  );
});

test('a form shows what a new record gets by itself, but not who and when', () => {
  const fields = [
    field('stage', { type: 'select', default: 'open' }),
    field('owner', { type: 'member', default: 'actor' }),
    field('due_at', { type: 'datetime', default: 'now' }),
    field('last', { default: 'x', read_only: true }),
    field('city', { default: null }),
  ];
  const object = { ...deal, fields } as unknown as ObjectType;
  assert.deepEqual(defaultsOf(object), { stage: 'open' });
  assert.deepEqual(filledValues(object, { stage: null, city: '', name: 'x' }), { stage: null, name: 'x' });
});
