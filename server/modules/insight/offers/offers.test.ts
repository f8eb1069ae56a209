import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { createRandom } from '../../../../test/harness/random.ts';
import { learnOffers, mostPopular, rankOffers } from './offers.ts';
import { settings } from './settings.ts';

const folder = new URL('../../../../../shared/data/baskets/', import.meta.url);
const skip = existsSync(folder) ? false : 'no ../shared/data';
const lines = (name: string) => readFileSync(new URL(name, folder), 'utf8').trimEnd().split(/\r?\n/);

test('counts of pairs are those of comparing every basket with every pair', () => {
  const random = createRandom(5);
  const baskets = Array.from({ length: 300 }, () =>
    Array.from({ length: 1 + random.below(5) }, () => `item ${random.below(9)}`),
  );
  const { counts, neighbours } = learnOffers(baskets);
  const having = (...items: string[]) => baskets.filter((one) => items.every((item) => one.includes(item))).length;
  for (const [item, list] of neighbours) {
    assert.equal(counts.get(item), having(item));
    assert.equal(list.length, 8);
    for (const near of list) {
      assert.equal(near.together, having(item, near.item));
      const slow = near.together / (Math.sqrt(having(item) * having(near.item)) + settings.shrink);
      assert.ok(Math.abs(near.likeness - slow) < 1e-12);
    }
  }
});

test('two that met by chance are not offered, whatever their lift; a reason tells the numbers', () => {
  const often = Array.from({ length: 20 }, () => ['tea', 'cups', 'tea']);
  const offers = learnOffers([...often, ['tea'], ['pearl', 'oyster'], ['pearl', 'oyster'], ['milk']]);
  assert.deepEqual(offers.neighbours.get('pearl'), []);
  const [first, second] = rankOffers(offers, ['tea'], 2);
  assert.deepEqual([first!.item, first!.because], ['cups', { item: 'tea', together: 20, of: 21 }]);
  // Nothing else speaks for anything: what most have follows, and says so by having no reason.
  assert.deepEqual([second!.item, second!.because], ['oyster', null]);
  assert.deepEqual(mostPopular(offers, ['tea'], 2), ['cups', 'oyster']);
});

test('the known counts of the groceries', { skip }, () => {
  const { counts } = learnOffers(lines('groceries.csv').map((line) => line.split(',')));
  assert.equal(counts.size, 169);
  const known = { 'whole milk': 2513, 'other vegetables': 1903, 'rolls/buns': 1809, soda: 1715, yogurt: 1372 };
  for (const [item, count] of Object.entries(known)) assert.equal(counts.get(item), count, item);
});

test('groceries: the one item that was taken out of a basket is found', { skip }, (t) => {
  const random = createRandom(0);
  const parts = { train: [] as string[][], test: [] as string[][] };
  for (const line of lines('groceries.csv')) parts[random.oneIn(5) ? 'test' : 'train'].push(line.split(','));
  const offers = learnOffers(parts.train);
  const asked = parts.test
    .filter((basket) => basket.length > 1)
    .map((basket) => {
      const hidden = random.pick(basket);
      return { has: basket.filter((item) => item !== hidden), wanted: [hidden] };
    });
  const { own, popular } = measure(t, 'groceries, leave one out', { offers, asked });
  // Popularity is hard to beat here: .382 against .384 and .392 where others measured it.
  assert.ok(own.hit >= popular.hit);
});

test('Online Retail: what a customer buys next that they never bought', { skip }, (t) => {
  const [trainTo, testTo] = ['2011-09-30', '2011-12-09'];
  const customers = new Map<string, { before: Set<string>; after: Set<string> }>();
  for (const line of lines('online_retail_lines_a.csv').slice(1)) {
    const [customer, , date, item] = line.split(',');
    const day = date!.slice(0, 10);
    if (day > testTo) continue;
    const held = customers.get(customer!) ?? { before: new Set(), after: new Set() };
    customers.set(customer!, held);
    held[day <= trainTo ? 'before' : 'after'].add(item!);
  }
  const offers = learnOffers([...customers.values()].map(({ before }) => [...before]));
  const asked = [...customers.values()]
    .map(({ before, after }) => ({
      has: [...before],
      wanted: [...after].filter((item) => !before.has(item) && offers.counts.has(item)),
    }))
    .filter(({ has, wanted }) => has.length > 0 && wanted.length > 0);
  const { own, popular } = measure(t, `Online Retail, next new item, ${asked.length} customers`, { offers, asked });
  assert.equal(asked.length, 863);
  assert.equal(popular.recall.toFixed(3), '0.043');
  assert.ok(own.recall >= 0.08 && own.hit > popular.hit);
});

interface Asked {
  offers: ReturnType<typeof learnOffers>;
  asked: { has: string[]; wanted: string[] }[];
}

/** Of ten offers: how much of what was wanted is among them, of at most ten (recall), and how often any of it is (hit):
 * the definitions by which the known answers come out (most popular .043 and .284). */
function measure(t: TestContext, what: string, { offers, asked }: Asked) {
  const score = (offer: (has: string[]) => string[]) => {
    const sums = { recall: 0, hit: 0 };
    for (const { has, wanted } of asked) {
      const ten = new Set(offer(has));
      const found = wanted.filter((item) => ten.has(item)).length;
      sums.recall += found / Math.min(10, wanted.length);
      sums.hit += found > 0 ? 1 : 0;
    }
    return { recall: sums.recall / asked.length, hit: sums.hit / asked.length };
  };
  const own = score((has) => rankOffers(offers, has, 10).map(({ item }) => item));
  const popular = score((has) => mostPopular(offers, has, 10));
  const words = ({ recall, hit }: typeof own) => `recall@10 ${recall.toFixed(3)}, hit@10 ${hit.toFixed(3)}`;
  t.diagnostic(`${what}: ${words(own)}; most popular: ${words(popular)}`);
  return { own, popular };
}
