import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../../test/harness/random.ts';
import { forecast } from './forecast.ts';
import { learnEffects } from './groups.ts';
import { expectedEnds, learnHazards } from './hazards.ts';
import { chanceAt, learnModel, windowOf } from './model.ts';
import { stageAt, type PastDeal } from './past-deal.ts';
import { normalQuantile, quantile } from './random.ts';
import { scoreForecasts } from './scores.ts';
import { settings } from './settings.ts';
import { simulate } from './simulate.ts';

const deal = (values: Partial<PastDeal>): PastDeal => ({
  id: 'd',
  opened: 0,
  closed: null,
  outcome: 'open',
  amount: 100,
  won: 0,
  owner: 'a',
  stages: [],
  ...values,
});

/** Deals that come every day and end with a chance of 4 % a day, half of them won; some never end. */
function firm(count: number, seed = 7): PastDeal[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const opened = random.below(200);
    let closed = opened;
    while (!random.oneIn(25)) closed += 1;
    const outcome = random.oneIn(10) || closed > 220 ? 'open' : random.oneIn(2) ? 'won' : 'lost';
    const amount = 50 + random.below(100);
    const ended = outcome === 'open' ? { closed: null } : { closed, won: outcome === 'won' ? amount : 0 };
    return deal({ id: String(at), opened, outcome, amount, owner: random.pick(['a', 'b', 'c']), ...ended });
  });
}

test('hazards are those of counting each deal on each day', () => {
  const deals = firm(1_500);
  const window = { first: 60, last: 150 };
  const hazards = learnHazards(deals, window);
  // As many deals end as are expected to, by counting day by day with these hazards.
  const counted = { won: 0, expected: 0, lost: 0, expectedLost: 0 };
  for (const one of deals)
    for (let day = Math.max(one.opened, window.first); day <= Math.min(one.closed ?? 150, 150); day++) {
      counted.expected += hazards.won[day - one.opened]!;
      counted.expectedLost += hazards.lost[day - one.opened]!;
      if (day === one.closed && one.outcome !== 'open') counted[one.outcome] += 1;
    }
  assert.ok(Math.abs(counted.expected - counted.won) < 1e-6, `${counted.expected} ${counted.won}`);
  assert.ok(Math.abs(counted.expectedLost - counted.lost) < 1e-6);
  assert.deepEqual(hazards.ends, { won: counted.won, lost: counted.lost });
  const far = { from: 700, to: 760 };
  const slow = Array.from({ length: 60 }, (_, step) => hazards.won[Math.min(701 + step, settings.oldestDay)]!);
  assert.ok(Math.abs(expectedEnds(hazards, 'won', far) - slow.reduce((sum, one) => sum + one, 0)) < 1e-9);
});

test('a deal that was open before anything is known counts from then on', () => {
  // Forty deals that end on day 10, of age 10; without delayed entry they would look safe for nine days.
  const deals = Array.from({ length: 40 }, () => deal({ closed: 10, outcome: 'won', won: 100 }));
  const { won } = learnHazards(deals, { first: 10, last: 30 });
  assert.equal(won[10], 1);
});

test('the chance of a constant hazard is the sum of a geometric series', () => {
  const days = settings.oldestDay + 1;
  const flat = (rate: number) => new Float64Array(days).fill(rate);
  const model = learnModel(firm(300), { first: 0, last: 150 }, false);
  model.hazards = { ...model.hazards, won: flat(0.02), lost: flat(0.03) };
  const { won, lost } = chanceAt(model, 5, { days: 40 });
  const ended = 1 - 0.95 ** 40;
  assert.ok(Math.abs(won - 0.4 * ended) < 1e-12 && Math.abs(lost - 0.6 * ended) < 1e-12);
});

test('a stage that wins more is told apart, and a group of few is drawn to the rest', () => {
  const random = createRandom(3);
  const deals = Array.from({ length: 3_000 }, (_, at) => {
    const good = random.oneIn(2);
    const opened = random.below(100);
    const closed = opened + 1 + random.below(40);
    const outcome = random.below(10) < (good ? 8 : 2) ? 'won' : 'lost';
    const stages = [{ day: opened, stage: good ? 'good' : 'bad' }];
    return deal({ id: String(at), opened, closed, outcome, stages, owner: at === 0 ? 'rare' : 'a' });
  });
  const window = windowOf(deals, 120);
  const { of } = learnEffects(deals, window, learnHazards(deals, window));
  assert.ok(of.stage.get('good')!.won > 1.4 && of.stage.get('bad')!.won < 0.6);
  assert.ok(Math.abs(of.owner.get('rare')!.won - 1) < 0.1);
  assert.equal(
    stageAt(
      deal({
        stages: [
          { day: 3, stage: 'x' },
          { day: 9, stage: 'y' },
        ],
      }),
      8,
    ),
    'x',
  );
});

test('draws agree with the exact distribution of a few deals', () => {
  const chances = [0.15, 0.5, 0.9];
  const values = [100, 40, 10];
  const sums = new Map<number, number>();
  for (let set = 0; set < 8; set++) {
    const won = [0, 1, 2].map((at) => (set >> at) & 1);
    const sum = won.reduce((total, one, at) => total + one * values[at]!, 0);
    const share = won.reduce((part, one, at) => part * (one ? chances[at]! : 1 - chances[at]!), 1);
    sums.set(sum, (sums.get(sum) ?? 0) + share);
  }
  const mean = [...sums].reduce((total, [sum, share]) => total + sum * share, 0);
  const drawn = simulate({
    deals: { won: Float64Array.from(chances), value: Float64Array.from(values), group: new Int32Array(3) },
    groupDoubt: new Float64Array(1),
    doubt: 0,
    ratioSd: 0,
    unborn: { won: 0, values: new Float64Array() },
  });
  // 2,048 draws: four standard errors of the mean.
  assert.ok(Math.abs(drawn.open.mean - mean) < 4 * Math.sqrt((0.1275 * 100 ** 2 + 0.25 * 40 ** 2 + 9) / 2_048));
  // Exactly: up to nothing .0425, 10 .425, 40 .4675, 50 .85, 100 .8575, 110 .925, 140 .9325.
  assert.deepEqual([drawn.open.p10, drawn.open.p50, drawn.open.p90], [10, 50, 110]);
});

test('nothing that became known later moves a forecast, and the same is said twice', () => {
  const deals = firm(1_500);
  const later = deals.map((one) => {
    if (one.closed !== null && one.closed <= 150) return one;
    return { ...one, closed: 151, outcome: 'won' as const, won: 1e6, stages: [{ day: 160, stage: 'x' }] };
  });
  const made = forecast(deals, { last: 150, days: 30 });
  assert.ok(!('missing' in made));
  assert.deepEqual(forecast(later, { last: 150, days: 30 }), made);
  assert.ok(made.all.p50 > made.open.p50, 'deals still to come are in all');
  assert.ok(made.deals.every(({ chance }) => chance > 0 && chance < 1));
  assert.ok(made.deals.every(({ facts }) => facts.length <= 3));
});

test('a firm of which all is known comes out within its range, eight times of ten', () => {
  const scored = Array.from({ length: 40 }, (_, seed) => {
    const deals = firm(1_200, seed + 100);
    const made = forecast(deals, { last: 160, days: 30 });
    assert.ok(!('missing' in made));
    const came = deals.filter((one) => one.opened <= 160 && one.closed! > 160 && one.closed! <= 190);
    return { ...made.open, came: came.reduce((sum, one) => sum + one.won, 0) };
  });
  const { coverage, mape } = scoreForecasts(scored);
  // The belief in a doubt of .3 is wider than these firms are: too wide, never too narrow.
  assert.ok(coverage! >= 0.8, `coverage ${coverage}`);
  assert.ok(mape! < 0.25, `MAPE ${mape}`);
});

test('too little history is said, with what is missing', () => {
  assert.deepEqual(forecast([], { last: 100, days: 30 }), {
    missing: [
      { what: 'won', have: 0, need: 50 },
      { what: 'lost', have: 0, need: 50 },
      { what: 'days', have: 0, need: 56 },
    ],
  });
  const few = Array.from({ length: 60 }, () => deal({ closed: 9, outcome: 'won', won: 5 }));
  const answer = forecast(few, { last: 100, days: 30 });
  assert.deepEqual('missing' in answer && answer.missing, [{ what: 'lost', have: 0, need: 50 }]);
});

test('scores are those worked out by hand', () => {
  const record = scoreForecasts([
    { p10: 80, p50: 100, p90: 120, came: 125 },
    { p10: 50, p50: 90, p90: 100, came: 60 },
  ]);
  assert.equal(record.forecasts, 2);
  assert.ok(Math.abs(record.mape! - (25 / 125 + 30 / 60) / 2) < 1e-12);
  assert.equal(record.coverage, 0.5);
  // (4.5 + 12.5 + 4.5) / 3 and (1 + 15 + 4) / 3.
  assert.ok(Math.abs(record.pinball! - (21.5 / 3 + 20 / 3) / 2) < 1e-9);
  assert.deepEqual(scoreForecasts([]), { forecasts: 0, mape: null, coverage: null, pinball: null });
});

test('quantiles are those of tables', () => {
  assert.ok(Math.abs(normalQuantile(0.975) - 1.959_963_985) < 1e-8);
  assert.ok(Math.abs(normalQuantile(0.01) + 2.326_347_874) < 1e-8);
  assert.equal(quantile([1, 2, 3, 4, 5], 0.5), 3);
  assert.equal(quantile([0, 10], 0.1), 1);
});
