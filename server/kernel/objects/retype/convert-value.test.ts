import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAmbiguousDate, convertedOrNull, type Reading } from './convert-value.ts';

const reading: Reading = { region: 'CY', currency: 'EUR', timeZone: 'Asia/Nicosia', dayFirst: true };
const one = (value: unknown, from: string, to: string, more: Partial<Reading> = {}) =>
  convertedOrNull(value, from, { to, reading: { ...reading, ...more } })?.value;

test('values become values of other types, or do not fit', () => {
  const cases: [unknown, string, string, unknown][] = [
    ['1.250,50', 'text', 'number', 1250.5],
    ['12 %', 'text', 'number', 12],
    ['many', 'text', 'number', undefined],
    ['$ 3,400', 'text', 'money', { amount: '3400.00', currency: 'USD' }],
    ['99', 'text', 'money', { amount: '99.00', currency: 'EUR' }],
    ['3/4/2025', 'text', 'date', '2025-04-03'],
    ['4 Απριλίου 2025', 'text', 'date', '2025-04-04'],
    ['2025', 'text', 'date', undefined],
    ['3/4/2025 15:30', 'text', 'datetime', '2025-04-03T12:30:00Z'],
    ['2025-04-03T12:30:00+02:00', 'text', 'datetime', '2025-04-03T10:30:00Z'],
    ['Ναι', 'text', 'checkbox', true],
    ['no', 'text', 'checkbox', false],
    ['perhaps', 'text', 'checkbox', undefined],
    ['a; b, a', 'text', 'multi_select', ['a', 'b']],
    ['Tea', 'select', 'multi_select', ['Tea']],
    [['Tea'], 'multi_select', 'select', 'Tea'],
    [['Tea', 'Sea'], 'multi_select', 'select', undefined],
    [['Tea', 'Sea'], 'multi_select', 'text', 'Tea; Sea'],
    [12.5, 'number', 'money', { amount: '12.50', currency: 'EUR' }],
    [{ amount: '12.50', currency: 'EUR' }, 'money', 'number', 12.5],
    [{ amount: '12.50', currency: 'USD' }, 'money', 'number', undefined],
    [{ amount: '12.50', currency: 'USD' }, 'money', 'text', '12.50 USD'],
    ['2025-04-03', 'date', 'datetime', '2025-04-02T21:00:00Z'],
    ['2025-04-02T21:00:00Z', 'datetime', 'date', '2025-04-03'],
    [true, 'checkbox', 'text', 'true'],
    ['12345', 'text', 'phones', undefined],
    ['nobody', 'text', 'emails', undefined],
    [null, 'text', 'number', null],
  ];
  for (const [value, from, to, wanted] of cases)
    assert.deepEqual(one(value, from, to), wanted, `${JSON.stringify(value)} ${from} → ${to}`);
  assert.equal(one('3/4/2025', 'text', 'date', { dayFirst: false }), '2025-03-04');
  assert.deepEqual(one('a@b.example; c@d.example', 'text', 'emails'), [
    { value: 'a@b.example', label: null, primary: true },
    { value: 'c@d.example', label: null, primary: false },
  ]);
});

test('a date is ambiguous where day and month could change places', () => {
  assert.deepEqual(['3/4/2025', '13/4/2025', '3/3/2025', '2025-04-03', 'unknown'].map(isAmbiguousDate), [
    true,
    false,
    false,
    false,
    false,
  ]);
});
