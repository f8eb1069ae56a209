import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOfNumber, parseAmount, parsePercent } from './amount.ts';

test('amounts of every habit become decimal text', () => {
  for (const [text, amount] of [
    ['1.250,50', '1250.50'],
    ['1,250.50', '1250.50'],
    ['€ 3.400', '3400.00'],
    ['18\u00a0400 €', '18400.00'],
    ['800,00', '800.00'],
    ['€14300,00', '14300.00'],
    ['980.5', '980.50'],
    ['1.2E6', '1200000.00'],
    ['(120)', '-120.00'],
    ['-45,50', '-45.50'],
    ['1.250.000', '1250000.00'],
    ['0', '0.00'],
    ["1'250.00", '1250.00'],
  ] as const) {
    assert.equal(parseAmount(text)?.amount, amount, text);
  }
  assert.deepEqual(parseAmount('$ 98,800.50'), { amount: '98800.50', currency: 'USD' });
  assert.equal(parseAmount('κατόπιν συμφωνίας'), null);
  assert.equal(parseAmount('12 months'), null);
  assert.equal(amountOfNumber(-18.5), '-18.50');
  assert.equal(parsePercent('40%'), 40);
});
