/** Numbers from 0 to 1 that are the same for the same seed (Marsaglia's xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** The point of the standard normal distribution below which a share lies (Acklam's rational approximation, error
 * below 1.2e-9). */
export function normalQuantile(share: number): number {
  const low = 0.02425;
  if (share < low) return tail(Math.sqrt(-2 * Math.log(share)));
  if (share > 1 - low) return -tail(Math.sqrt(-2 * Math.log(1 - share)));
  const q = share - 0.5;
  const r = q * q;
  const over = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716];
  const under = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const top = over.reduce((sum, one) => sum * r + one, 0) * r + 2.506628277459239;
  return (top * q) / (under.reduce((sum, one) => sum * r + one, 0) * r + 1);
}

function tail(q: number): number {
  const over = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968];
  const under = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const top = over.reduce((sum, one) => sum * q + one, 0) * q + 2.938163982698783;
  return top / (under.reduce((sum, one) => sum * q + one, 0) * q + 1);
}

/** The value below which a share of sorted numbers lies, between two of them where it falls so. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const first = sorted[low] ?? 0;
  return first + (at - low) * ((sorted[low + 1] ?? first) - first);
}
