import type { PastDeal } from './past-deal.ts';
import { settings } from './settings.ts';

/** By day of age: the chance that a deal which is open then is won, or lost, on that very day; and their sums up to
 * that day. */
export interface Hazards {
  won: Float64Array;
  lost: Float64Array;
  wonUpTo: Float64Array;
  lostUpTo: Float64Array;
  /** How many deals were won, and lost, in what this was learnt from. */
  ends: Record<'won' | 'lost', number>;
}

/** Days between which something is seen; deals that were open before count from the first one on (delayed entry),
 * because those that had ended by then are not in the history. */
export interface Window {
  first: number;
  last: number;
}

/** Discrete competing risks by age (Prentice et al. 1978): ends of each kind over the deals that were open at that age.
 * Neighbouring ages are taken together until enough deals ended there. */
export function learnHazards(deals: readonly PastDeal[], { first, last }: Window): Hazards {
  const oldest = settings.oldestDay;
  // Steps up where deals come under observation and down behind the last age at which they were seen.
  const steps = new Float64Array(oldest + 2);
  const counts = {
    open: new Float64Array(oldest + 1),
    won: new Float64Array(oldest + 1),
    lost: new Float64Array(oldest + 1),
  };
  const ends = { won: 0, lost: 0 };
  for (const deal of deals) {
    const from = Math.max(first - deal.opened, 0);
    const until = Math.min(deal.closed ?? last, last) - deal.opened;
    if (from > until) continue;
    steps[Math.min(from, oldest)]! += 1;
    steps[Math.min(until, oldest) + 1]! -= 1;
    if (until > oldest) counts.open[oldest]! += until - Math.max(from, oldest);
    if (deal.outcome === 'open' || deal.closed === null || deal.closed > last) continue;
    counts[deal.outcome][Math.min(until, oldest)]! += 1;
    ends[deal.outcome] += 1;
  }
  let open = 0;
  for (let age = 0; age <= oldest; age++) counts.open[age]! += open += steps[age]!;
  return { ...withSums(pool(counts)), ends };
}

interface Counts {
  open: Float64Array;
  won: Float64Array;
  lost: Float64Array;
}

/** Rates of ages taken together. What is left over at the old end joins the ages before it. */
function pool({ open, won, lost }: Counts): { won: Float64Array; lost: Float64Array } {
  const bins: { from: number; open: number; won: number; lost: number }[] = [];
  let bin = { from: 0, open: 0, won: 0, lost: 0 };
  for (let age = 0; age < open.length; age++) {
    bin.open += open[age]!;
    bin.won += won[age]!;
    bin.lost += lost[age]!;
    if (bin.won + bin.lost < settings.endsInBin) continue;
    bins.push(bin);
    bin = { from: age + 1, open: 0, won: 0, lost: 0 };
  }
  // Few ends among many days are a fact of their own: the old deals that nobody closes.
  if (bin.open > 0 || bins.length === 0) bins.push(bin);
  const rates = { won: new Float64Array(open.length), lost: new Float64Array(open.length) };
  bins.forEach((one, at) => {
    const to = bins[at + 1]?.from ?? open.length;
    rates.won.fill(one.open > 0 ? one.won / one.open : 0, one.from, to);
    rates.lost.fill(one.open > 0 ? one.lost / one.open : 0, one.from, to);
  });
  return rates;
}

function withSums({ won, lost }: { won: Float64Array; lost: Float64Array }): Omit<Hazards, 'ends'> {
  const summed = (rates: Float64Array) => {
    let sum = 0;
    return rates.map((rate) => (sum += rate));
  };
  return { won, lost, wonUpTo: summed(won), lostUpTo: summed(lost) };
}

/** The hazards of a kind summed over ages behind `from` up to `to`: how many ends one deal would expect. */
export function expectedEnds(hazards: Hazards, kind: 'won' | 'lost', ages: { from: number; to: number }): number {
  const sums = kind === 'won' ? hazards.wonUpTo : hazards.lostUpTo;
  const oldest = settings.oldestDay;
  const upTo = (age: number) => {
    if (age < 0) return 0;
    return sums[Math.min(age, oldest)]! + Math.max(0, age - oldest) * hazards[kind][oldest]!;
  };
  return upTo(ages.to) - upTo(ages.from);
}
