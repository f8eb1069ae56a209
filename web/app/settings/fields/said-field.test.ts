import assert from 'node:assert/strict';
import test from 'node:test';
import type { Field } from '#web/kernel/api';
import { readOptions, readSaid } from './said-field.ts';

const field = (key: string, en: string, el = en) => ({ key, label: { en, el } }) as Field;
const object = {
  fields: [
    field('c_cost', 'Cost', 'Κόστος'),
    field('c_internal_cost', 'Internal cost'),
    field('c_fee', 'Fee', 'Αμοιβή'),
  ],
};

test('choices are said behind a colon, where there are several', () => {
  assert.deepEqual(readSaid('Stage: Offered, Running,Closed ', object), {
    label: 'Stage',
    options: ['Offered', 'Running', 'Closed'],
    formula: null,
  });
  assert.deepEqual(readSaid('Note: internal', object), { label: 'Note: internal', options: null, formula: null });
});

test('a formula is said behind =, with fields as they are called on screen or in the API', () => {
  const formula = (text: string) => readSaid(text, object).formula;
  assert.equal(readSaid('Margin = Fee - Cost', object).label, 'Margin');
  assert.equal(formula('Margin = Fee - Internal cost'), 'c_fee - c_internal_cost');
  assert.equal(formula('Περιθώριο = Αμοιβή - Κόστος'), 'c_fee - c_cost');
  assert.equal(formula('X = c_fee * 2 & "Fee"'), 'c_fee * 2 & "Fee"');
  assert.equal(formula('X = c_cost + company.fee + fees'), 'c_cost + company.fee + fees');
});

test('choices come one a line, from a column of a spreadsheet, or on one line with commas', () => {
  assert.deepEqual(readOptions('Gold\n\nSilver \nGold'), ['Gold', 'Silver']);
  assert.deepEqual(readOptions('Paris, France\nRome, Italy'), ['Paris, France', 'Rome, Italy']);
  assert.deepEqual(readOptions('Gold, Silver; Bronze'), ['Gold', 'Silver', 'Bronze']);
  assert.deepEqual(readOptions('Gold\tSilver'), ['Gold', 'Silver']);
});
