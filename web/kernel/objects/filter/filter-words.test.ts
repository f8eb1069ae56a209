import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { filterWords, partWords } from './filter-words.ts';

i18n.load('en', {});
i18n.activate('en');

const field = (key: string, label: string, type: string, options: unknown = null) => ({
  key,
  type,
  label: { en: label, el: label },
  options,
});
const people = {
  fields: [
    field('city', 'City', 'text'),
    field('last_contact_at', 'Last contact', 'datetime'),
    field('stage', 'Stage', 'select', [{ value: 'a', label: { en: 'Active', el: 'Ενεργός' }, colour: null }]),
    field('owner', 'Owner', 'member'),
  ],
} as unknown as ObjectType;

test('a filter reads as a sentence', () => {
  assert.equal(
    filterWords(
      people,
      {
        join: 'all',
        conditions: [
          { field: 'city', op: 'is', value: 'Limassol' },
          { field: 'stage', op: 'in', value: ['a', 'gone'] },
        ],
      },
      [],
    ),
    'City is Limassol and Stage is one of Active or gone',
  );
});

test('people and emptiness have their own words', () => {
  assert.equal(partWords(people, { field: 'owner', op: 'me', value: null }, []), 'Owner is me');
  assert.equal(partWords(people, { field: 'city', op: 'empty', value: null }, []), 'City is empty');
  assert.equal(
    partWords(people, { field: 'last_contact_at', op: 'within', value: 'this_month' }, []),
    'Last contact is in this month',
  );
});
