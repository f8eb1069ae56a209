/** The thresholds of offers: the same for baskets and for customers. */
export const settings = {
  /** Two things that fewer have together say nothing about each other. */
  leastTogether: 3,
  /** Added to what the numbers of two things would make of their likeness: rare ones have to prove it. */
  shrink: 10,
  /** So many likest things are kept of each: fewer cost recall, more are never reached. */
  neighbours: 2_000,
} as const;
