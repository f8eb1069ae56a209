import { divideRounded, fromUnits, toUnits, type Rate } from './rates.ts';

/** What was read of a file of the European Central Bank; `fault` is the line that could not be read, from 1. */
export interface EcbRates {
  rates: Rate[];
  fault: number | null;
  /** There are older days in the file than those that were taken. */
  more: boolean;
}

const places = 10;
const unit = 10n ** BigInt(places);

/** Reads `eurofxref-hist.csv` (`Date,USD,JPY,…`, newest day first, `N/A` where there is none) as rates for one unit of
 * `own`: those of the bank are for one euro, others are worked out from them. Takes whole days, up to `most` rates. */
export function readEcbRates(text: string, own: string, most: number): EcbRates {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = cells(lines[0] ?? '');
  const rates: Rate[] = [];
  if (!/^date$/i.test(names[0] ?? '') || !names.some((name) => name === 'USD')) return { rates, fault: 1, more: false };
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === '') continue;
    const day = readDay(cells(line), names, own);
    if (day === null) return { rates: [], fault: at + 1, more: false };
    if (rates.length + day.length > most) return { rates, fault: null, more: true };
    rates.push(...day);
  }
  return { rates, fault: null, more: false };
}

const cells = (line: string) => line.split(',').map((cell) => cell.trim());

/** The rates of one line; none where the bank has none for the own currency, null where the line says nothing. */
function readDay([day = '', ...values]: string[], [, ...names]: string[], own: string): Rate[] | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const perEuro = new Map<string, bigint>([['EUR', unit]]);
  for (const [at, name] of names.entries()) {
    const value = values[at] ?? '';
    if (name === '' || value === '' || value === 'N/A') continue;
    const units = toUnits(value, places);
    if (units === null || units <= 0n || !/^[A-Z]{3}$/.test(name)) return null;
    perEuro.set(name, units);
  }
  const mine = perEuro.get(own);
  if (mine === undefined) return [];
  perEuro.delete(own);
  return [...perEuro].flatMap(([currency, units]) => {
    const rate = divideRounded(units * unit, mine);
    return rate > 0n ? [{ currency, day, rate: fromUnits(rate, places, 0).replace(/\.$/, '') }] : [];
  });
}
