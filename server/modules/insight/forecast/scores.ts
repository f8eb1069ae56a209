/** A forecast of the past beside what came. */
export interface Scored {
  p10: number;
  p50: number;
  p90: number;
  came: number;
}

/** How good past forecasts were. */
export interface TrackRecord {
  forecasts: number;
  /** Mean of |forecast − came| / came; null where nothing came. */
  mape: number | null;
  /** The part of them for which what came lay from P10 to P90: .8 would be right. */
  coverage: number | null;
  /** Mean pinball loss at .1, .5 and .9, in money. */
  pinball: number | null;
}

/** Scores forecasts against what came. */
export function scoreForecasts(past: readonly Scored[]): TrackRecord {
  const told = past.filter(({ came }) => came > 0);
  const mean = (list: readonly Scored[], read: (one: Scored) => number) =>
    list.length === 0 ? null : list.reduce((sum, one) => sum + read(one), 0) / list.length;
  return {
    forecasts: past.length,
    mape: mean(told, (one) => Math.abs(one.p50 - one.came) / one.came),
    coverage: mean(past, (one) => (one.came >= one.p10 && one.came <= one.p90 ? 1 : 0)),
    pinball: mean(
      past,
      (one) =>
        (pinball(one.came, one.p10, 0.1) + pinball(one.came, one.p50, 0.5) + pinball(one.came, one.p90, 0.9)) / 3,
    ),
  };
}

/** Koenker and Bassett's loss of a quantile: what lies above costs its share, what lies below the rest. */
function pinball(came: number, told: number, share: number): number {
  return came >= told ? (came - told) * share : (told - came) * (1 - share);
}
