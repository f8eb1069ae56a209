import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { mergeChoices, mergeValues, orderForMerge } from './merge-choices.ts';

const field = (key: string) => ({ key, type: 'text', read_only: false, written_by: null, group: 'main' });
const people = { title: 'name', fields: [field('name'), field('city'), field('email')] } as unknown as ObjectType;
const one = { id: '1', name: 'Ana', city: 'Limassol', created_at: '2026-01-02' } as unknown as RecordRow;
const two = {
  id: '2',
  name: 'Anna',
  city: 'Limassol',
  email: 'a@b.c',
  created_at: '2026-01-01',
} as unknown as RecordRow;

test('only real differences are asked, and the fuller record stays', () => {
  assert.deepEqual(
    orderForMerge(people, [one, two]).map((row) => row.id),
    ['2', '1'],
  );
  assert.deepEqual(
    mergeChoices(people, [two, one]).map((choice) => choice.field.key),
    ['name'],
  );
});

test('only values taken from the other record are sent', () => {
  const choices = mergeChoices(people, [two, one]);
  assert.deepEqual(mergeValues(choices, {}), {});
  assert.deepEqual(mergeValues(choices, { name: 1 }), { name: 'Ana' });
});
