import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { guessType } from './guess-type.ts';

const objects = [
  { kind: 'record', api: 'companies', label: { en: ['Company', 'Companies'], el: ['Εταιρεία', 'Εταιρείες'] } },
  { kind: 'record', api: 'people', label: { en: ['Person', 'People'], el: ['Πρόσωπο', 'Πρόσωπα'] } },
  { kind: 'entry', api: 'calls', label: { en: ['Call', 'Calls'], el: ['Κλήση', 'Κλήσεις'] } },
] as ObjectType[];

test('the name of a field says its type, in English by its last word and in Greek by its first', () => {
  for (const [name, type] of [
    ['Fee', 'money'],
    ['Internal cost', 'money'],
    ['Αμοιβή έναρξης', 'money'],
    ['Start date', 'date'],
    ['Ends', 'date'],
    ['Ημερομηνία λήξης', 'date'],
    ['Stage', 'select'],
    ['Τύπος', 'select'],
    ['Hours', 'number'],
    ['Discount %', 'percent'],
    ['Is recurring', 'checkbox'],
    ['Signed?', 'checkbox'],
    ['Notes', 'long_text'],
    ['Manager', 'member'],
    ['Υπεύθυνος', 'member'],
    ['E-mail', 'emails'],
  ] as const)
    assert.equal(guessType(name, objects)?.type, type, name);
});

test('a field that is called as an object is leads to its records', () => {
  assert.deepEqual(guessType('company', objects), { type: 'relation', to: 'companies' });
  assert.deepEqual(guessType('Contact person', objects), { type: 'relation', to: 'people' });
  assert.deepEqual(guessType('Πρόσωπα', objects), { type: 'relation', to: 'people', many: true });
  assert.equal(guessType('Calls', objects), null, 'entries are not pointed at');
});

test('nothing is guessed where a name could mean anything', () => {
  for (const name of ['Reference', 'Colour', '', 'Κωδικός']) assert.equal(guessType(name, objects), null, name);
});
