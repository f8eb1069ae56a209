/** Requests one caller may send in a window, per process: a guard against loops, not a price list. */
export interface Limiter {
  /** Seconds to wait, or 0. */
  take(caller: string): number;
}

export function createLimiter(limit: { requests: number; seconds: number }, clock: () => number = Date.now): Limiter {
  let windowEnds = 0;
  let used = new Map<string, number>();
  return {
    take: (caller) => {
      const now = clock();
      if (now >= windowEnds) {
        windowEnds = now + limit.seconds * 1000;
        used = new Map();
      }
      const count = (used.get(caller) ?? 0) + 1;
      used.set(caller, count);
      return count > limit.requests ? Math.max(1, Math.ceil((windowEnds - now) / 1000)) : 0;
    },
  };
}
