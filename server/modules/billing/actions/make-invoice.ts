import { toUnits } from '#shared/currencies/rates';
import { fail } from '#shared/failure';
import type { TaxSum } from '#shared/billing/totals';
import type { WriteSet } from '#kernel/objects';
import { invoices, orders } from '../kinds.ts';
import { decimalIn, moneyIn, shareOf, unitsOf } from '../lines/exact.ts';
import { readKept, type KeptDocument } from '../lines/kept-lines.ts';
import { sumLines } from '../lines/line-values.ts';
import type { Line } from '../lines/resolve-lines.ts';
import { lockDocument } from '../queries/documents.ts';
import { readInvoiced, type Taken } from '../queries/invoices.ts';
import { copyDocument } from './copy-lines.ts';

/** What is invoiced of an order: quantities of its lines, a part of the whole as a deposit, or all that is left. */
export interface Invoiced {
  lines?: { line: string; quantity: string }[] | undefined;
  percent?: string | undefined;
}

/** Makes a draft invoice of an order. Never more than is left of each line; deposits are taken off. Answers with its
 * id. */
export async function makeInvoice(set: WriteSet, order: string, asked: Invoiced): Promise<string> {
  const { ctx } = set;
  const values = await lockDocument(ctx, orders, order);
  if (values['status'] === 'cancelled') fail('invoice.not_so_far');
  const kept = await readKept(ctx, orders, { id: order, values });
  const taken = await readInvoiced(ctx, order);
  const language = values['language'] === 'el' ? 'el' : 'en';
  const left = leftOf(kept, taken);
  const lines =
    asked.percent === undefined
      ? withoutDeposits(asked.lines ? pick(left, asked.lines) : left, { kept, taken, language })
      : depositLines(asked.percent, { kept, left, taken, language, title: String(values['title']) });
  if (!lines.some(({ kind }) => kind === 'item')) fail('invoice.more_than_left');
  const made = { lines, terms: kept.terms, sums: sumLines(lines, kept.terms) };
  const more = { order, reference: values['reference'] ?? null, intro: values['intro'] ?? null };
  const nothing = moneyIn(kept.terms.currency, 0n);
  const owed = { open: nothing, paid: nothing, credited: nothing };
  return copyDocument(set, invoices, { from: values, kept: made, more: { ...more, ...owed } });
}

const places = 6; // of quantities

/** The lines of an order with the quantities that nobody invoiced yet; headings and notes stay. */
function leftOf({ lines }: KeptDocument, { quantities }: Taken): Line[] {
  return lines.flatMap((line) => {
    if (line.kind !== 'item') return [{ ...line, id: null }];
    const quantity = minus(line.quantity, quantities.get(line.id!) ?? '0');
    return quantity === '0' ? [] : [{ ...line, id: null, quantity, order_line: line.id! }];
  });
}

/** One quantity less another, as decimal text; nought where nothing is left. */
function minus(all: string, taken: string): string {
  const sign = all.startsWith('-') ? -1n : 1n;
  const left = (toUnits(all, places)! - toUnits(taken, places)!) * sign;
  if (left <= 0n) return '0';
  const text = (left * sign)
    .toString()
    .replace('-', '')
    .padStart(places + 1, '0');
  const plain = `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/\.?0+$/, '');
  return sign < 0n ? `-${plain}` : plain;
}

function pick(left: Line[], wanted: { line: string; quantity: string }[]): Line[] {
  const twice = new Set(wanted.map(({ line }) => line)).size < wanted.length;
  if (twice) fail('invoice.more_than_left');
  return wanted.map(({ line: id, quantity }) => {
    const line = left.find((one) => one.order_line === id) ?? fail('invoice.more_than_left');
    const rest = minus(line.quantity, quantity);
    const beyond = rest === '0' && toUnits(line.quantity, places) !== toUnits(quantity, places);
    if (beyond || toUnits(quantity, places) === 0n) fail('invoice.more_than_left');
    return { ...line, quantity };
  });
}

interface Deposits {
  kept: KeptDocument;
  taken: Taken;
  language: 'en' | 'el';
}

/** The category and percentage of a tax, as deposits are kept by. */
export function taxName({ category, percent }: Pick<TaxSum, 'category' | 'percent'>): string {
  return `${category} ${decimalIn(unitsOf(percent))}`;
}

const said = {
  en: { deposit: (part: string, title: string) => `Deposit of ${part} %: ${title}`, less: 'Deposit invoiced before' },
  el: { deposit: (part: string, title: string) => `Προκαταβολή ${part} %: ${title}`, less: 'Τιμολογημένη προκαταβολή' },
};

/** Lines with the deposits taken off that they reach. */
function withoutDeposits(lines: Line[], { kept, taken, language }: Deposits): Line[] {
  const less = sumLines(lines, kept.terms).taxes.flatMap((one) => {
    const [paid, due] = [unitsOf(taken.deposits.get(taxName(one)) ?? '0'), unitsOf(one.taxable)];
    const off = paid < due ? paid : due;
    return off > 0n ? [depositLine(lines, one, { name: said[language].less, units: -off })] : [];
  });
  return [...lines, ...less];
}

/** A line for each tax of the order: a part of what it comes to, as long as what was asked for before leaves it. */
function depositLines(percent: string, of: Deposits & { left: Line[]; title: string }): Line[] {
  const { kept, left, taken, language } = of;
  const part = unitsOf(percent);
  const rest = new Map(sumLines(left, kept.terms).taxes.map((one) => [taxName(one), unitsOf(one.taxable)]));
  const name = said[language].deposit(decimalIn(part), of.title).slice(0, 300);
  return kept.sums.taxes.flatMap((one) => {
    const { currency } = kept.terms;
    const units = shareOf(unitsOf(one.taxable), { of: part, all: 1_000_000n, currency });
    const before = unitsOf(taken.deposits.get(taxName(one)) ?? '0');
    if (units + before > (rest.get(taxName(one)) ?? 0n)) fail('invoice.more_than_left');
    return units > 0n ? [depositLine(kept.lines, one, { name, units })] : [];
  });
}

/** A line of a sum for one tax, with the reason that lines of this tax give. */
export function sumLine(lines: readonly Line[], tax: TaxSum, { name, units }: { name: string; units: bigint }): Line {
  const like = lines.find((line) => line.tax && taxName(line.tax) === taxName(tax));
  return {
    id: null,
    kind: 'item',
    product: null,
    name,
    description: null,
    quantity: units < 0n ? '-1' : '1',
    unit: null,
    unit_price: decimalIn(units < 0n ? -units : units),
    price_from: null,
    discount_percent: null,
    period: 'once',
    optional: false,
    chosen: true,
    tax: like?.tax ?? null,
    cost: null,
  };
}

function depositLine(lines: readonly Line[], tax: TaxSum, of: { name: string; units: bigint }): Line {
  return { ...sumLine(lines, tax, of), deposit: true, undiscounted: true };
}
