import { currencyDigits } from '#shared/currencies/digits';
import { divideRounded, fromUnits, toUnits } from '#shared/currencies/rates';
import { fail } from '#shared/failure';
import type { Money } from '#shared/fields/money';

const places = 4; // of amounts that are kept

/** An amount as a whole number of ten-thousandths. */
export function unitsOf(amount: string): bigint {
  return toUnits(amount, places) ?? fail('document.too_large');
}

/** The amount of a kept sum as such a number; nothing is nought. */
export function unitsIn(value: unknown): bigint {
  return unitsOf((value as Money | null)?.amount ?? '0');
}

/** Such a number as an amount of money. */
export function moneyIn(currency: string, units: bigint): Money {
  return { amount: fromUnits(units, places, 2), currency };
}

/** Such a number as decimal text with no more decimals than it needs. */
export function decimalIn(units: bigint): string {
  return fromUnits(units, places, 0).replace(/\.$/, '');
}

/** One ten-thousandth is the least that is kept; this is the least that a sum of the currency can be. */
export function leastOf(currency: string): bigint {
  return 10n ** BigInt(places - currencyDigits(currency));
}

/** A part `of` out of `all`, rounded to what sums of the currency can be. */
export function shareOf(units: bigint, { of, all, currency }: { of: bigint; all: bigint; currency: string }): bigint {
  const least = leastOf(currency);
  return all === 0n ? 0n : divideRounded(units * of, all * least) * least;
}
