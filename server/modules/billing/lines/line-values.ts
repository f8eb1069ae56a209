import { money, type Money } from '#shared/fields/money';
import { documentSums, UnfitNumber, type DocumentSums, type PricedLine } from '#shared/billing/totals';
import { currencyDigits } from '#shared/currencies/digits';
import { divideRounded, fromUnits, toUnits } from '#shared/currencies/rates';
import { fail } from '#shared/failure';
import type { Values } from '#kernel/objects';
import type { Line } from './resolve-lines.ts';

export interface Terms {
  currency: string;
  discount_percent: string | null;
}

/** Adds lines up. Numbers that no document can have are 422 at their line. */
export function sumLines(lines: readonly Line[], terms: Terms): DocumentSums {
  try {
    return documentSums(lines.map(pricedLine), terms);
  } catch (error) {
    if (!(error instanceof UnfitNumber)) throw error;
    const pointer = error.line === null ? '/lines' : `/lines/${error.line}`;
    const message = 'This comes to more than a document can hold.';
    return fail('document.too_large', { detail: message, issues: [{ pointer, code: 'document.too_large', message }] });
  }
}

const untaxed = { category: 'O', percent: '0' } as const;

/** A line as sums see it; headings and notes come to nothing, and what is optional counts once it is chosen. */
function pricedLine(line: Line): PricedLine {
  const { kind, quantity, unit_price, discount_percent, tax, optional, chosen, undiscounted = false } = line;
  const counts = kind === 'item' && (!optional || chosen);
  const as = tax ? { category: tax.category, percent: tax.percent } : untaxed;
  return { quantity: kind === 'item' ? quantity : '0', unit_price, discount_percent, tax: as, counts, undiscounted };
}

/** The values of line records, in their order. */
export function lineValues(lines: readonly Line[], sums: DocumentSums, { currency }: Terms): Values[] {
  const sum = (amount: string) => moneyOf(amount, currency);
  return lines.map((line, at) => {
    const { id: _, tax, quantity, unit_price, discount_percent, cost, ...same } = line;
    const item = line.kind === 'item';
    const { gross, net } = sums.lines[at]!;
    return {
      ...same,
      position: at + 1,
      quantity: item ? Number(quantity) : null,
      unit_price: item ? sum(unit_price) : null,
      discount_percent: discount_percent === null ? null : Number(discount_percent),
      tax_rate: tax?.id ?? null,
      tax_category: tax?.category ?? null,
      tax_percent: tax ? Number(tax.percent) : null,
      tax_reason: tax?.reason ?? null,
      gross: item ? sum(gross) : null,
      net: item ? sum(net) : null,
      cost: item && cost !== null ? sum(cost) : null,
    };
  });
}

/** The sums of a document as its record holds them. The margin is known where every line that counts tells its cost. */
export function documentValues(lines: readonly Line[], sums: DocumentSums, terms: Terms): Values {
  const { currency, discount_percent } = terms;
  const sum = (amount: string) => moneyOf(amount, currency);
  const cost = costOf(lines, currency);
  const digits = currencyDigits(currency);
  const [net, spent] = [toUnits(sums.net, digits)!, cost === null ? null : toUnits(cost, digits)!];
  const margin = spent === null ? null : net - spent;
  return {
    currency,
    discount_percent: discount_percent === null ? null : Number(discount_percent),
    net: sum(sums.net),
    tax: sum(sums.tax),
    total: sum(sums.total),
    monthly: monthlyOf(lines, sums, currency),
    cost: cost === null ? null : sum(cost),
    margin: margin === null ? null : sum(text(margin, digits)),
    margin_percent: margin === null || net === 0n ? null : Number((margin * 10_000n) / net) / 100,
  };
}

function text(units: bigint, digits: number): string {
  return digits === 0 ? String(units) : fromUnits(units, digits, digits);
}

function costOf(lines: readonly Line[], currency: string): string | null {
  const counted = lines.filter((line) => pricedLine(line).counts);
  if (counted.length === 0 || counted.some(({ cost }) => cost === null)) return null;
  const priced = counted.map((line) => ({ ...pricedLine(line), unit_price: line.cost!, discount_percent: null }));
  return documentSums(priced, { currency, discount_percent: null }).lines_net;
}

const monthsOf = { month: 1n, quarter: 3n, year: 12n } as const;

/** What comes in each month of what is charged again and again, less the discount of the whole; null for nothing. */
function monthlyOf(lines: readonly Line[], sums: DocumentSums, currency: string): Money | null {
  const digits = currencyDigits(currency);
  const recurring = lines.flatMap((line, at) =>
    line.period !== 'once' && pricedLine(line).counts ? [{ period: line.period, net: sums.lines[at]!.net }] : [],
  );
  if (recurring.length === 0) return null;
  const yearly = recurring.reduce((all, { period, net }) => all + (toUnits(net, digits)! * 12n) / monthsOf[period], 0n);
  const kept = partKept(sums, digits);
  return moneyOf(text(divideRounded(yearly * kept.of, 12n * kept.all), digits), currency);
}

/** Which part of the lines is left behind the discount of the whole. */
function partKept({ lines_net, net }: DocumentSums, digits: number): { of: bigint; all: bigint } {
  const [all, of] = [toUnits(lines_net, digits)!, toUnits(net, digits)!];
  return all > 0n ? { of, all } : { of: 1n, all: 1n };
}

function moneyOf(amount: string, currency: string): Money {
  return money.parse({ amount, currency }, {} as never, {} as never) as Money;
}
