import assert from 'node:assert/strict';
import test from 'node:test';
import type { Field, FieldType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { addressText, isEmpty, labelled, phoneText, plainText, valueText } from './values.ts';

i18n.load('en', {});
i18n.activate('en');

const field = (type: FieldType, more: Partial<Field> = {}): Field =>
  ({ key: 'x', type, label: { en: 'X', el: 'Χ' }, options: null, ...more }) as Field;

test('every kind of value has its words', () => {
  assert.equal(valueText(field('money'), { amount: '1250.00', currency: 'EUR' }), '€1,250.00');
  assert.equal(valueText(field('partial_date'), '--04-15'), '15 Apr');
  assert.equal(valueText(field('partial_date'), '1980-04'), 'April 1980');
  assert.equal(valueText(field('date'), '2026-11-21'), '21 Nov 2026');
  assert.match(valueText(field('duration'), 4800), /^1 hr 20 mins?$/);
  assert.equal(
    valueText(field('person_name'), { first: 'Μαρία', last: 'Γεωργίου', full: 'Μαρία Γεωργίου' }),
    'Μαρία Γεωργίου',
  );
  assert.equal(valueText(field('relation'), [{ id: '1', object: 'tags', name: 'VIP' }]), 'VIP');
  assert.equal(valueText(field('checkbox'), false), 'No');
  const options = [{ value: 'a', label: { en: 'Active', el: 'Ενεργός' }, colour: null }];
  assert.equal(valueText(field('select', { options }), 'a'), 'Active');
  assert.equal(valueText(field('select', { options }), 'gone'), 'gone');
});

test('empty values of every shape are empty', () => {
  for (const value of [null, undefined, '', [], {}, { city: null }]) assert.equal(isEmpty(value), true);
  assert.equal(isEmpty(0), false);
});

test('the main address comes first and a plain string counts', () => {
  assert.deepEqual(labelled([{ value: 'a' }, { value: 'b', primary: true }])[0], { value: 'b', primary: true });
  assert.deepEqual(labelled('a@b.c'), [{ value: 'a@b.c' }]);
});

test('addresses and phones read as people write them', () => {
  assert.equal(
    addressText({ street: 'Μακαρίου 5', city: 'Limassol', postal_code: '3030', country: 'CY' }),
    'Μακαρίου 5, 3030 Limassol, Cyprus',
  );
  assert.equal(phoneText('+35799123456'), '+357 99 123456');
  assert.equal(phoneText('+15551234'), '+15551234');
});

test('rich text is read without its marks', () => {
  assert.equal(plainText('<p>Hello <b>you</b></p><p>A &amp; B</p>'), 'Hello you\nA & B');
});
