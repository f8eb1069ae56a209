/** Requests one caller may send in a window, per process: a guard against loops, not a price list. */
export interface Limiter {
  /** Seconds to wait, or 0. */
  take(caller: string): number;
  /** Seconds that the next request would have to wait, or 0; counts nothing. */
  look(caller: string): number;
}

export function createLimiter(limit: { requests: number; seconds: number }, clock: () => number = Date.now): Limiter {
  let windowEnds = 0;
  let used = new Map<string, number>();
  const waitAt = (count: number, now: number) =>
    count > limit.requests ? Math.max(1, Math.ceil((windowEnds - now) / 1000)) : 0;
  const windowAt = (now: number) => {
    if (now >= windowEnds) {
      windowEnds = now + limit.seconds * 1000;
      used = new Map();
    }
    return used;
  };
  return {
    take: (caller) => {
      const now = clock();
      const count = (windowAt(now).get(caller) ?? 0) + 1;
      used.set(caller, count);
      return waitAt(count, now);
    },
    look: (caller) => {
      const now = clock();
      return waitAt((windowAt(now).get(caller) ?? 0) + 1, now);
    },
  };
}
