/** A seeded source of random choices (mulberry32): a failing test fails again with the same seed. */
export interface Random {
  /** A number from 0 to below 1. */
  share(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** True about one time in `n`. */
  oneIn(n: number): boolean;
}

export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { share: next, below, pick: (list) => list[below(list.length)]!, oneIn: (n) => below(n) === 0 };
}
