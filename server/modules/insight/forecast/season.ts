import { expectedEnds, type Hazards, type Window } from './hazards.ts';
import type { PastDeal } from './past-deal.ts';
import { settings } from './settings.ts';

/** How much more is won in the first, second and third month of a quarter; all 1 where nothing says so. */
export type Season = readonly [number, number, number];

/** No month is like another. */
export const noSeason: Season = [1, 1, 1];

const millis = 86_400_000;

/** The month of the quarter (0, 1, 2) in which a day lies, and a number of its month that is never given twice. */
export function monthOf(day: number): { ofQuarter: 0 | 1 | 2; number: number } {
  const date = new Date(day * millis);
  const number = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return { ofQuarter: (number % 3) as 0 | 1 | 2, number };
}

/** Won deals over those expected by age, by month of the quarter; the logarithm of each is drawn towards 0 by how few
 * such months were seen. */
export function learnSeason(deals: readonly PastDeal[], { first, last }: Window, hazards: Hazards): Season {
  const seen = [0, 1, 2].map(() => ({ happened: 0, expected: 0, months: 0 }));
  for (let day = first; day <= last;) {
    const month = monthOf(day);
    let end = day;
    while (end < last && monthOf(end + 1).number === month.number) end += 1;
    const one = seen[month.ofQuarter]!;
    // Half a month says little about the whole: its weight is its part of one.
    one.months += (end - day + 1) / 30;
    for (const deal of deals) {
      const until = Math.min(deal.closed ?? end, end);
      const from = Math.max(deal.opened, day);
      if (from > until) continue;
      one.expected += expectedEnds(hazards, 'won', { from: from - deal.opened - 1, to: until - deal.opened });
      if (deal.outcome === 'won' && deal.closed !== null && deal.closed >= day && deal.closed <= end) one.happened += 1;
    }
    day = end + 1;
  }
  const factors = seen.map(({ happened, expected, months }) => {
    const known = months / (months + settings.seasonWeight);
    return Math.exp(Math.log((happened + 1) / (expected + 1)) * known);
  });
  return [factors[0]!, factors[1]!, factors[2]!];
}
