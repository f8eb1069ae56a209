import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalOfNumber, documentSums, UnfitNumber, type PricedLine, type TaxCategory } from './totals.ts';
import { createRandom } from '../../test/harness/random.ts';

const line = (values: Partial<PricedLine>): PricedLine => ({
  quantity: '1',
  unit_price: '0',
  discount_percent: null,
  tax: { category: 'S', percent: '19' },
  counts: true,
  ...values,
});

test('sums of an invoice as EN 16931 works them out', () => {
  const sums = documentSums(
    [
      line({ quantity: '3', unit_price: '33.335' }),
      line({ quantity: '0.5', unit_price: '19.99', discount_percent: '12.5' }),
      line({ unit_price: '100', tax: { category: 'E', percent: '0' } }),
      line({ unit_price: '55', counts: false }),
    ],
    { currency: 'EUR', discount_percent: '5' },
  );
  // 3 × 33.335 = 100.005; 0.5 × 19.99 = 9.995 → 10.00, less 1.25.
  assert.deepEqual(sums, {
    lines: [
      { gross: '100.01', discount: '0.00', net: '100.01' },
      { gross: '10.00', discount: '1.25', net: '8.75' },
      { gross: '100.00', discount: '0.00', net: '100.00' },
      { gross: '55.00', discount: '0.00', net: '55.00' },
    ],
    lines_net: '208.76',
    // 108.76 × 5 % = 5.438, 100.00 × 5 % = 5.00
    discount: '10.44',
    net: '198.32',
    taxes: [
      { category: 'S', percent: '19', taxable: '103.32', tax: '19.63' },
      { category: 'E', percent: '0', taxable: '95.00', tax: '0.00' },
    ],
    tax: '19.63',
    total: '217.95',
  });
});

test('rounds half away from zero, with the decimals of the currency', () => {
  const net = (currency: string, values: Partial<PricedLine>) =>
    documentSums([line(values)], { currency, discount_percent: null }).net;
  assert.equal(net('EUR', { unit_price: '0.005' }), '0.01');
  assert.equal(net('EUR', { unit_price: '-0.005' }), '-0.01');
  assert.equal(net('JPY', { unit_price: '10.5' }), '11');
  assert.equal(net('KWD', { unit_price: '1.0005' }), '1.001');
  assert.throws(() => net('EUR', { unit_price: '0.00005' }), UnfitNumber);
  assert.throws(() => net('EUR', { quantity: '999999999', unit_price: '999999999' }), UnfitNumber);
  assert.deepEqual([0, 1.5, 100, 0.000001, 1e-9, 12345.67].map(decimalOfNumber), [
    '0',
    '1.5',
    '100',
    '0.000001',
    '0',
    '12345.67',
  ]);
});

/** A fraction of whole numbers: the slow model never rounds but where the standard says so. */
type Fraction = [bigint, bigint];
const of = (text: string): Fraction => {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const sign = text.startsWith('-') ? -1n : 1n;
  return [sign * BigInt(whole + part), 10n ** BigInt(part.length)];
};
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const minus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
const plus = (a: Fraction, b: Fraction): Fraction => minus(a, [-b[0], b[1]]);
const rounded = ([top, bottom]: Fraction, digits: number): Fraction => {
  const scaled = (top < 0n ? -top : top) * 10n ** BigInt(digits);
  const down = scaled / bottom;
  const up = (scaled % bottom) * 2n >= bottom ? down + 1n : down;
  return [top < 0n ? -up : up, 10n ** BigInt(digits)];
};
const same = (text: string, value: Fraction) => minus(of(text), value)[0] === 0n;
const digitsOf: Record<string, number> = { EUR: 2, USD: 2, JPY: 0, KWD: 3, CLF: 4 };

test('10,000 random documents in five currencies add up as fractions do', () => {
  const { share: draw, below: whole } = createRandom(20_261_122);
  const decimal = (most: number, places: number) => {
    const part = whole(places + 1);
    return `${whole(most)}${part > 0 ? `.${String(whole(10 ** part)).padStart(part, '0')}` : ''}`;
  };
  const taxes: [TaxCategory, string][] = [
    ['S', '19'],
    ['S', '5.5'],
    ['S', '24'],
    ['Z', '0'],
    ['AE', '0'],
  ];
  for (let n = 0; n < 10_000; n += 1) {
    const currency = Object.keys(digitsOf)[whole(5)]!;
    const digits = digitsOf[currency]!;
    const percent = draw() < 0.5 ? null : decimal(100, 4);
    const lines = Array.from({ length: 1 + whole(12) }, () => {
      const [category, rate] = taxes[whole(taxes.length)]!;
      return line({
        quantity: decimal(1_000, 6),
        unit_price: (draw() < 0.1 ? '-' : '') + decimal(10_000, 4),
        discount_percent: draw() < 0.7 ? null : decimal(100, 4),
        tax: { category, percent: rate },
        counts: draw() < 0.9,
      });
    });
    const sums = documentSums(lines, { currency, discount_percent: percent });
    const hundredth: Fraction = [1n, 100n];
    const part = (value: Fraction, share: string) => rounded(times(times(value, of(share)), hundredth), digits);
    const nets = lines.map((one) => {
      const gross = rounded(times(of(one.quantity), of(one.unit_price)), digits);
      return minus(gross, part(gross, one.discount_percent ?? '0'));
    });
    nets.forEach((net, at) => assert.ok(same(sums.lines[at]!.net, net), `line ${at} of document ${n}`));
    let [all, off, tax]: Fraction[] = [
      [0n, 1n],
      [0n, 1n],
      [0n, 1n],
    ];
    for (const [category, rate] of taxes) {
      const own = lines.flatMap((one, at) =>
        one.counts && one.tax.category === category && one.tax.percent === rate ? [nets[at]!] : [],
      );
      if (own.length === 0) continue;
      const net = own.reduce(plus);
      const less = part(net, percent ?? '0');
      const due = part(minus(net, less), rate);
      const told = sums.taxes.find((one) => one.category === category && one.percent === rate)!;
      assert.ok(same(told.taxable, minus(net, less)) && same(told.tax, due), `tax ${rate} of document ${n}`);
      [all, off, tax] = [plus(all!, net), plus(off!, less), plus(tax!, due)];
    }
    const told = { lines_net: all!, discount: off!, net: minus(all!, off!), tax: tax! };
    for (const [key, value] of Object.entries(told))
      assert.ok(same(sums[key as keyof typeof told], value), `${key} of document ${n}`);
    assert.ok(same(sums.total, plus(minus(all!, off!), tax!)), `total of document ${n}`);
  }
});
