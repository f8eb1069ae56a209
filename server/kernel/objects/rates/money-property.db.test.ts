import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { createRandom } from '../../../../test/harness/random.ts';

let clock = new Date('2026-03-01T09:00:00Z');
let kith: TestApp;
before(async () => {
  kith = await testApp({ clock: () => clock });
});
after(() => kith.close());

const random = createRandom(70_411);
const writes = 2_000;
const aRound = 50;
const currencies = ['EUR', 'USD', 'GBP', 'JPY'];

// The model is slow and says nothing but the rules: amounts and rates are fractions, worked out when they are written.
interface Kept {
  currency: string;
  tenThousandths: bigint;
  base: bigint | null;
}
const deals = new Map<string, Kept>();
const rates: { currency: string; at: number; tenThousandths: bigint }[] = [];

const day = () => Math.floor(clock.getTime() / 86_400_000);
const text = (units: bigint) => {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
const dayText = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);

function makeMoney(): Omit<Kept, 'base'> {
  const size = random.pick([100, 10_000, 1_000_000_000]);
  const units = BigInt(random.below(size)) * random.pick([1n, 100n, 10_000n]);
  return { currency: random.pick(currencies), tenThousandths: random.oneIn(5) ? -units : units };
}

function baseNow({ currency, tenThousandths }: Omit<Kept, 'base'>): bigint | null {
  const good = rates.filter((rate) => rate.currency === currency && rate.at >= day() - 30);
  const newest = good.toSorted((a, b) => b.at - a.at)[0];
  if (!newest) return null;
  const [top, bottom] = [tenThousandths * 10_000n * 2n, newest.tenThousandths * 2n];
  const size = ((top < 0n ? -top : top) + newest.tenThousandths) / bottom;
  return top < 0n ? -size : size;
}

async function changeRates(): Promise<void> {
  const asked: { currency: string; day: string; rate: string }[] = [];
  for (const currency of currencies.slice(1)) {
    if (random.oneIn(2)) continue;
    const at = day() - random.below(45);
    const tenThousandths = BigInt(1 + random.below(random.pick([9, 20_000, 2_000_000])));
    const same = rates.find((rate) => rate.currency === currency && rate.at === at);
    if (same) same.tenThousandths = tenThousandths;
    else rates.push({ currency, at, tenThousandths });
    asked.push({ currency, day: dayText(at), rate: text(tenThousandths) });
  }
  if (asked.length === 0) return;
  const { status, body } = await kith.request('PUT', '/api/v1/exchange_rates', { rates: asked });
  assert.equal(status, 200, JSON.stringify(body));
}

async function write(): Promise<void> {
  const ids = [...deals.keys()];
  const chosen = new Set<string>();
  const plans = Array.from({ length: aRound }, () => {
    const money = makeMoney();
    const id = ids.length > 20 && !random.oneIn(3) ? random.pick(ids) : null;
    const known = id !== null && !chosen.has(id) ? id : null;
    if (known !== null) chosen.add(known);
    return { money, id: known };
  });
  const operations = plans.map(({ money, id }) => {
    const amount = { amount: text(money.tenThousandths), currency: money.currency };
    return id ? { op: 'update', id, values: { amount } } : { op: 'create', values: { title: 'Deal', amount } };
  });
  const { status, body } = await kith.request('POST', '/api/v1/deals/batch', { operations });
  assert.equal(status, 200, JSON.stringify(body));
  for (const [at, { money }] of plans.entries()) {
    const { id, status: done } = body.results[at];
    assert.notEqual(done, 'failed', JSON.stringify(body.results[at]));
    const held = deals.get(id);
    // What says the same is no write.
    if (held?.currency === money.currency && held.tenThousandths === money.tenThousandths) continue;
    deals.set(id, { ...money, base: money.currency === 'EUR' ? null : baseNow(money) });
  }
}

async function compareTotals(): Promise<void> {
  const aggregate = [
    { fn: 'sum', field: 'amount' },
    { fn: 'min', field: 'amount' },
    { fn: 'avg', field: 'amount' },
  ];
  const { body } = await kith.request('POST', '/api/v1/deals/query', { aggregate });
  const known = [...deals.values()].flatMap(({ currency, tenThousandths, base }) => {
    const worth = currency === 'EUR' ? tenThousandths : base;
    return worth === null ? [] : [worth];
  });
  const sum = known.reduce((a, b) => a + b, 0n);
  const least = known.reduce((a, b) => (a < b ? a : b));
  const cents = (units: bigint, parts = 1n) => {
    const whole = 100n * parts;
    const size = ((units < 0n ? -units : units) * 2n + whole) / (2n * whole);
    return (units < 0n && size > 0n ? '-' : '') + text(size * 100n).replace(/\d\d$/, '');
  };
  const total = (amount: string) => ({ amount, currency: 'EUR', left_out: deals.size - known.length });
  const { values } = body.groups[0];
  assert.deepEqual(values.sum_amount_base, total(cents(sum)));
  assert.deepEqual(values.min_amount_base, total(cents(least)));
  assert.deepEqual(values.avg_amount_base, total(cents(sum, BigInt(known.length))));
}

test('two thousand writes of money under changing rates keep what a slow model keeps', async () => {
  for (let done = 0; done < writes; done += aRound) {
    clock = new Date(clock.getTime() + random.below(12) * 86_400_000);
    await changeRates();
    await write();
    if (done % 500 === 0) await compareTotals();
  }
  await compareTotals();
  const { body } = await kith.request('GET', '/api/v1/deals?fields=amount&limit=1000&sort=-created_at');
  assert.ok(body.data.length > 500);
  for (const { id, amount } of body.data) {
    const { currency, tenThousandths, base } = deals.get(id)!;
    const shown = (units: bigint) => text(units).replace(/0{1,2}$/, '');
    const expected = { amount: shown(tenThousandths), currency };
    assert.deepEqual(amount, base === null ? expected : { ...expected, base: shown(base) });
  }
});
