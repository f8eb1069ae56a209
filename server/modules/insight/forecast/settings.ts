/** The thresholds of the forecast. They were set before any back-test was read and are the same for every firm. */
export const settings = {
  /** Below so many deals won, and so many lost, or so many days of history, nothing is forecast. */
  least: { won: 50, lost: 50, days: 56 },
  /** What happened longer ago teaches nothing about today. */
  historyDays: 1_095,
  /** Days of age that are told apart; older ones are taken together. */
  oldestDay: 730,
  /** An age joins its neighbours until so many deals ended there. */
  endsInBin: 40,
  /** A group counts for itself as far as it ended more deals than this. */
  groupWeight: 20,
  /** How far a group moves a chance at most, either way. */
  groupBound: 4,
  /** Months and years are not alike: what is believed of the error of a forecast before any was made (standard
   * deviation of its logarithm), and how many past ones that belief weighs. */
  doubt: { before: 0.3, weight: 4 },
  /** Past days from which the forecast tries itself, and the days between them. */
  tries: { most: 12, every: 15 },
  /** A month of the quarter counts for itself as it was seen once, twice …: n / (n + this). */
  seasonWeight: 1,
  /** Deals that are not there yet come as they came in so many days. */
  arrivalDays: 90,
  /** The track record counts forecasts of so many days or more: in a day or two little comes and each miss is great. */
  scoredFrom: 14,
  /** Draws, in as many strata of the common shock. */
  draws: 2_048,
  strata: 64,
  seed: 20_170_301,
} as const;
