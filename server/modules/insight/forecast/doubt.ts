import { chanceOf, findMissing, learnModel, openDeals, type Model } from './model.ts';
import { asKnown, type PastDeal } from './past-deal.ts';
import type { Window } from './hazards.ts';
import { noSeason } from './season.ts';
import { settings } from './settings.ts';

/** How far forecasts from this history were wrong, beyond what chance explains. */
export interface Doubt {
  /** The standard deviation of the logarithm of what came over what was expected. */
  sd: number;
  /** What comes over what is expected, as those forecasts tell: they are corrected by it. */
  level: number;
  /** Past days from which it was tried. */
  tries: number;
  /** Whether the months of the quarter made those tries better. */
  season: boolean;
}

interface Try {
  /** ln(what came / what was expected), with and without the season. */
  plain: number;
  seasonal: number;
  /** What of its square chance alone explains. */
  chance: number;
}

/** Forecasts past periods of the same length from what was known before them, and measures its errors. A belief from
 * before any try counts like some periods; periods that overlap count for as many as fit side by side. */
export function learnDoubt(deals: readonly PastDeal[], window: Window, days: number): Doubt {
  const tries: Try[] = [];
  for (let back = 0; back < settings.tries.most; back++) {
    const day = window.last - days - back * settings.tries.every;
    const made = day < window.first ? null : tryAt(deals, { first: window.first, last: day }, days);
    if (made === null) break;
    tries.push(made);
  }
  const season = tries.length >= leastTries && meanOf(tries, (one) => Math.abs(one.seasonal) - Math.abs(one.plain)) < 0;
  const { before, weight } = settings.doubt;
  const apart = tries.length === 0 ? 0 : 1 + ((tries.length - 1) * settings.tries.every) / days;
  const error = (one: Try) => (season ? one.seasonal : one.plain);
  const level = (meanOf(tries, error) * apart) / (apart + 1);
  const square = meanOf(tries, (one) => Math.max(0, (error(one) - level) ** 2 - one.chance));
  const sd = Math.sqrt((weight * before ** 2 + apart * square) / (weight + apart));
  return { sd, level: Math.exp(level), tries: tries.length, season };
}

const leastTries = 4; // fewer say nothing about seasons
const furthest = 2; // e^2: nothing came, or seven times as much; the logarithm of nothing is no error to learn from

function tryAt(deals: readonly PastDeal[], window: Window, days: number): Try | null {
  const known = deals.flatMap((deal) => asKnown(deal, window.last) ?? []);
  if (findMissing(known, window).length > 0) return null;
  const seasonal = learnModel(known, window, true);
  const plain: Model = { ...seasonal, season: noSeason };
  const open = openDeals(deals, window.last);
  const came = wonWithin(open, window.last + days);
  const expected = expectedValue(plain, open, days);
  if (expected.mean <= 0) return null;
  const far = (mean: number) => Math.max(-furthest, Math.min(furthest, Math.log(came / mean)));
  return {
    plain: far(expected.mean),
    seasonal: far(expectedValue(seasonal, open, days).mean),
    chance: expected.variance / expected.mean ** 2,
  };
}

function expectedValue(model: Model, open: readonly PastDeal[], days: number): { mean: number; variance: number } {
  const sum = { mean: 0, variance: 0 };
  for (const deal of open) {
    const { won } = chanceOf(model, deal, days);
    const value = deal.amount * model.ratio.mean;
    sum.mean += won * value;
    sum.variance += won * (1 - won) * value ** 2;
  }
  return sum;
}

/** What deals brought that were won up to the end of a day. */
export function wonWithin(deals: readonly PastDeal[], until: number): number {
  return deals.reduce((sum, { closed, outcome, won }) => {
    return outcome === 'won' && closed !== null && closed <= until ? sum + won : sum;
  }, 0);
}

function meanOf(tries: readonly Try[], read: (one: Try) => number): number {
  return tries.length === 0 ? 0 : tries.reduce((sum, one) => sum + read(one), 0) / tries.length;
}
