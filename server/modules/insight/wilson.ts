const z = 1.96; // 95 of 100

/** How large a share may be of which some were seen: Wilson's interval, which also holds for few and for none. */
export function wilson(some: number, all: number): { low: number; high: number } | null {
  if (all === 0) return null;
  const share = some / all;
  const middle = share + (z * z) / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const below = 1 + (z * z) / all;
  return { low: Math.max(0, (middle - half) / below), high: Math.min(1, (middle + half) / below) };
}
