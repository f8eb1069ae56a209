/** So many answers tell how fast a list is now; older ones told of another hour. */
const KEPT = 100;

const times: number[] = [];

/** Notes how long the page waited for one answer of a list, in milliseconds. */
export function noteAnswer(milliseconds: number): void {
  times.push(milliseconds);
  if (times.length > KEPT) times.shift();
}

/** The time within which 95 of 100 answers came, and over how many it was measured; null before the first. */
export function answerTimes(): { p95: number; count: number } | null {
  return times.length === 0 ? null : { p95: percentile(times, 95), count: times.length };
}

/** The value below or at which that share (in per cent) of the values lies, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? 0;
}
