/** The newest rate of a currency: how many units of it one unit of the workspace's currency is worth. */
export interface DayRate {
  /** `2026-11-20` */
  day: string;
  /** Decimal text above zero with at most ten decimals. */
  rate: string;
}

/** A rate of one currency on one day. */
export interface Rate extends DayRate {
  currency: string;
}

const decimals = 4; // of the column that keeps what an amount is worth
const most = 10n ** 20n; // numeric(20,4): sixteen digits before the point

/** A decimal text as a whole number of its smallest part, exactly; null for what is none or has more decimals. */
export function toUnits(text: string, places: number): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match || (match[3] ?? '').replace(/0+$/, '').length > places) return null;
  const digits = match[2]! + (match[3] ?? '').slice(0, places).padEnd(places, '0');
  return BigInt(match[1]! + digits);
}

/** The decimal text of a whole number of smallest parts; `shown` decimals stay even where they are zero. */
export function fromUnits(units: bigint, places: number, shown: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const part = digits.slice(-places).replace(/0+$/, '').padEnd(shown, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${part}`;
}

/** One whole number divided by another, rounded half away from zero; the divisor is above zero. */
export function divideRounded(units: bigint, by: bigint): bigint {
  const half = units < 0n ? -by : by;
  return (2n * units + half) / (2n * by);
}

/** What an amount is worth in the workspace's currency at a rate: decimal text with two to four decimals, rounded half
 * away from zero; null where that is more than can be kept. */
export function baseAmount(amount: string, rate: string): string | null {
  const [units, divisor] = [toUnits(amount, decimals), toUnits(rate, 10)];
  if (units === null || divisor === null || divisor <= 0n) return null;
  const base = divideRounded(units * 10n ** 10n, divisor);
  return base < most && base > -most ? fromUnits(base, decimals, 2) : null;
}

/** Days for which a rate is good: a longer gap is a currency that nobody looks after. */
export const rateGoodFor = 30;

/** Whether a rate of one day may be taken for another: it is no later and at most thirty days older. */
export function isGoodOn(rateDay: string, day: string): boolean {
  if (rateDay > day) return false;
  return Date.parse(day) - Date.parse(rateDay) <= rateGoodFor * 86_400_000;
}
