import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { quickFields } from './used-fields.ts';

const field = (key: string, type: string) => ({ key, type, filterable: true, label: { en: key, el: key } });
const people = {
  api: 'people',
  columns: ['stage', 'owner', 'city'],
  fields: [field('stage', 'select'), field('owner', 'member'), field('city', 'text'), field('born', 'date')],
} as unknown as ObjectType;
const keys = (asked: Parameters<typeof quickFields>[1], known: Record<string, number>) =>
  quickFields(people, asked, known).map((one) => one.key);

test('what is used most comes first, then the usual fields of the list', () => {
  assert.deepEqual(keys([], {}), ['stage', 'owner']);
  assert.deepEqual(keys([], { city: 3, owner: 5, gone: 9 }), ['owner', 'city', 'stage']);
});

test('what is asked already is not offered again', () => {
  assert.deepEqual(keys([{ field: 'owner', op: 'me', value: null }], { city: 1 }), ['city', 'stage']);
});
