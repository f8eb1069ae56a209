import { normalQuantile, quantile, seeded } from './random.ts';
import { settings } from './settings.ts';

/** Open deals as columns: their chances to be won, what each would bring, and to which group (owner) it belongs. */
export interface Columns {
  won: Float64Array;
  value: Float64Array;
  group: Int32Array;
}

/** What is drawn. */
export interface Drawing {
  deals: Columns;
  /** For each group, the standard deviation of the logarithm of what is not known about it. */
  groupDoubt: Float64Array;
  /** Of the shock that all deals share. */
  doubt: number;
  ratioSd: number;
  /** Deals that are not there yet: how many of them would be won, and what such deals brought. */
  unborn: { won: number; values: Float64Array };
}

/** The range of a sum. */
export interface Range {
  p10: number;
  p50: number;
  p90: number;
  mean: number;
}

/** The ranges of what is won: in all, of the deals that are there, and of each group's. */
export interface Drawn {
  all: Range;
  open: Range;
  groups: Range[];
}

/** Draws what is won, the same for the same input. The shock that all share comes in strata of equal chance, so that
 * the chances of deals under it are worked out once a stratum. */
export function simulate(drawing: Drawing): Drawn {
  const { deals, groupDoubt, doubt, unborn } = drawing;
  const { draws, strata, seed } = settings;
  const random = seeded(seed);
  const groups = groupDoubt.length;
  const sums = groupDoubt.length === 0 ? [] : Array.from(groupDoubt, () => new Float64Array(draws));
  const open = new Float64Array(draws);
  const all = new Float64Array(draws);
  const chances = new Float64Array(deals.won.length);
  const round = { sum: new Float64Array(groups), squares: new Float64Array(groups), factor: new Float64Array(groups) };
  for (let draw = 0; draw < draws; draw++) {
    const stratum = Math.floor((draw * strata) / draws);
    const shock = Math.exp(doubt * normalQuantile((stratum + 0.5) / strata) - doubt ** 2 / 2);
    if ((draw * strata) % draws === 0) underShock(deals, shock, chances);
    for (let group = 0; group < groups; group++) {
      const own = groupDoubt[group]!;
      round.factor[group] = Math.exp(own * normal(random) - own ** 2 / 2);
    }
    drawOnce(deals, chances, { ...round, random });
    for (let group = 0; group < groups; group++) {
      const spread = drawing.ratioSd * Math.sqrt(round.squares[group]!) * normal(random);
      const sum = Math.max(0, round.sum[group]! + spread);
      sums[group]![draw] = sum;
      open[draw]! += sum;
    }
    all[draw] = open[draw]! + drawUnborn(unborn, shock, random);
  }
  return { all: rangeOf(all), open: rangeOf(open), groups: sums.map(rangeOf) };
}

/** A shock is measured in what comes over what was expected, so it multiplies chances; none is above 1. */
function underShock({ won }: Columns, shock: number, chances: Float64Array): void {
  for (let at = 0; at < won.length; at++) chances[at] = Math.min(1, won[at]! * shock);
}

interface Round {
  sum: Float64Array;
  squares: Float64Array;
  factor: Float64Array;
  random: () => number;
}

function drawOnce({ value, group }: Columns, chances: Float64Array, { sum, squares, factor, random }: Round): void {
  sum.fill(0);
  squares.fill(0);
  for (let at = 0; at < chances.length; at++) {
    const own = group[at]!;
    if (random() >= chances[at]! * factor[own]!) continue;
    const brings = value[at]!;
    sum[own]! += brings;
    squares[own]! += brings * brings;
  }
}

function drawUnborn({ won, values }: Drawing['unborn'], shock: number, random: () => number): number {
  if (values.length === 0) return 0;
  const count = poisson(won * shock, random);
  let sum = 0;
  for (let at = 0; at < count; at++) sum += values[Math.floor(random() * values.length)]!;
  return sum;
}

const manyEvents = 50; // from here on the normal distribution is near enough

function poisson(mean: number, random: () => number): number {
  if (mean > manyEvents) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

function normal(random: () => number): number {
  return normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())));
}

function rangeOf(drawn: Float64Array): Range {
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const sorted = drawn.toSorted();
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), mean };
}
