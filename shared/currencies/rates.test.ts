import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEcbRates } from './ecb-rates.ts';
import { baseAmount, isGoodOn } from './rates.ts';

test('an amount is divided by its rate exactly, rounded half away from zero to four decimals', () => {
  assert.equal(baseAmount('100.00', '1.0821'), '92.4129'); // 92.41290084…
  assert.equal(baseAmount('-100.00', '1.0821'), '-92.4129');
  assert.equal(baseAmount('0.0001', '2'), '0.0001'); // half of the smallest part
  assert.equal(baseAmount('-0.0001', '2'), '-0.0001');
  assert.equal(baseAmount('0.0001', '2.0000000001'), '0.00');
  assert.equal(baseAmount('99999999999999.9999', '1'), '99999999999999.9999');
  assert.equal(baseAmount('99999999999999.00', '0.0000000001'), null, 'more than the column holds');
});

test('a rate is good from its day on for thirty days', () => {
  assert.ok(isGoodOn('2026-10-23', '2026-11-22'));
  assert.ok(isGoodOn('2026-11-22', '2026-11-22'));
  assert.ok(!isGoodOn('2026-10-22', '2026-11-22'));
  assert.ok(!isGoodOn('2026-11-23', '2026-11-22'));
});

test('the file of the European Central Bank is read for one euro, and turned for another currency', () => {
  const file = '\uFEFFDate,USD,JPY,CYP,\r\n2026-11-20,1.25,160,N/A,\r\n2026-11-19,1.2,N/A,N/A,\r\n';
  const usd = (day: string, rate: string) => ({ currency: 'USD', day, rate });
  const yen = { currency: 'JPY', day: '2026-11-20', rate: '160' };
  const rates = [usd('2026-11-20', '1.25'), yen, usd('2026-11-19', '1.2')];
  assert.deepEqual(readEcbRates(file, 'EUR', 10), { rates, fault: null, more: false });
  assert.deepEqual(readEcbRates(file, 'EUR', 2), { rates: rates.slice(0, 2), fault: null, more: true }, 'whole days');
  // One dollar is 0.8 euro and 128 yen.
  const turned = [
    { currency: 'EUR', day: '2026-11-20', rate: '0.8' },
    { currency: 'JPY', day: '2026-11-20', rate: '128' },
    { currency: 'EUR', day: '2026-11-19', rate: '0.8333333333' },
  ];
  assert.deepEqual(readEcbRates(file, 'USD', 10).rates, turned);
  assert.deepEqual(readEcbRates(file, 'CYP', 10).rates, []);
  assert.equal(readEcbRates('a,b\n1,2', 'EUR', 10).fault, 1);
  assert.equal(readEcbRates(`${file}20 Nov 2026,1,2,3`, 'EUR', 10).fault, 4);
  assert.equal(readEcbRates(`${file}2026-11-18,-1,2,3`, 'EUR', 10).fault, 4);
});
