import { currencyDigits } from '#shared/currencies/digits';
import { divideRounded, fromUnits, toUnits } from '#shared/currencies/rates';

/** Categories of value added tax after UNTDID 5305, as EN 16931 uses them: standard, zero, exempt, reverse charge,
 * supply within the European Union, export, and outside the scope of the tax. */
export const taxCategories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const;
export type TaxCategory = (typeof taxCategories)[number];

/** How a line is taxed: the percentage is decimal text such as `19` or `5.5`, and 0 for all but the standard one. */
export interface TaxedAs {
  category: TaxCategory;
  percent: string;
}

/** A line of a document as far as sums go. All numbers are decimal text: at most six decimals of a quantity, four of a
 * price and of a percentage. */
export interface PricedLine {
  quantity: string;
  /** For one of it, before tax. */
  unit_price: string;
  discount_percent: string | null;
  tax: TaxedAs;
  /** False for what is offered and not taken: it has sums of its own and counts nowhere. */
  counts: boolean;
  /** The discount of the whole leaves it as it is: deposits were of what was left behind it. */
  undiscounted?: boolean;
}

/** Sums of one line, decimal text with the decimals of its currency: `net` is `gross` less `discount`. */
export interface LineSums {
  gross: string;
  discount: string;
  net: string;
}

/** What one category and percentage of tax come to in a document (EN 16931, BG-23). */
export interface TaxSum extends TaxedAs {
  /** BT-116: the lines of this tax less their part of the discount of the whole. */
  taxable: string;
  /** BT-117. */
  tax: string;
}

/** Sums of a document (EN 16931, BG-22). */
export interface DocumentSums {
  lines: LineSums[];
  /** BT-106: all lines that count. */
  lines_net: string;
  /** BT-107: the discount of the whole. */
  discount: string;
  /** BT-109. */
  net: string;
  taxes: TaxSum[];
  /** BT-110. */
  tax: string;
  /** BT-112. */
  total: string;
}

export interface DocumentTerms {
  /** ISO 4217. */
  currency: string;
  /** Off the whole, at most four decimals. */
  discount_percent: string | null;
}

/** A number that no document can have: too many decimals, or more than sums can hold. */
export class UnfitNumber extends Error {
  readonly line: number | null;

  constructor(line: number | null) {
    super('a number of this document has too many digits');
    this.line = line;
  }
}

const places = { quantity: 6, price: 4, percent: 4 } as const;
const most = 10n ** 14n; // whole units, as the money of records

/** Adds a document up, exactly. Every sum that is shown is rounded half away from zero to the decimals of the currency
 * where it is made, and all later ones are made of rounded ones: so each column adds up (EN 16931 BR-CO-10 to
 * BR-CO-15, BR-S-08 and 09 and the like of the other categories). Throws `UnfitNumber`. */
export function documentSums(lines: readonly PricedLine[], terms: DocumentTerms): DocumentSums {
  const digits = currencyDigits(terms.currency);
  const shown = (units: bigint) => decimalText(units, digits);
  const summed = lines.map((line, at) => lineUnits(line, { digits, at }));
  const byTax = new Map<string, { as: TaxedAs; net: bigint; lessened: bigint }>();
  lines.forEach(({ counts, tax, undiscounted }, at) => {
    if (!counts) return;
    const name = `${tax.category} ${percentOf(tax.percent, at)}`;
    const sum = byTax.get(name) ?? { as: tax, net: 0n, lessened: 0n };
    const { net } = summed[at]!;
    byTax.set(name, { ...sum, net: sum.net + net, lessened: sum.lessened + (undiscounted ? 0n : net) });
  });
  const off = percentOf(terms.discount_percent ?? '0', null);
  const taxes = [...byTax.values()].toSorted(byTaxOrder).map(({ as, net, lessened }) => {
    const discount = partOf(lessened, off);
    const taxable = net - discount;
    return { as, net, discount, taxable, tax: partOf(taxable, percentOf(as.percent, null)) };
  });
  const add = (pick: (one: (typeof taxes)[number]) => bigint) => taxes.reduce((sum, one) => sum + pick(one), 0n);
  const [net, discount, tax] = [add((one) => one.net), add((one) => one.discount), add((one) => one.tax)];
  const total = net - discount + tax;
  if ([net, total].some((units) => tooMuch(units, digits))) throw new UnfitNumber(null);
  return {
    lines: summed.map((one) => ({ gross: shown(one.gross), discount: shown(one.discount), net: shown(one.net) })),
    lines_net: shown(net),
    discount: shown(discount),
    net: shown(net - discount),
    taxes: taxes.map((one) => ({ ...one.as, taxable: shown(one.taxable), tax: shown(one.tax) })),
    tax: shown(tax),
    total: shown(total),
  };
}

interface Units {
  gross: bigint;
  discount: bigint;
  net: bigint;
}

function lineUnits(line: PricedLine, { digits, at }: { digits: number; at: number }): Units {
  const quantity = read(line.quantity, places.quantity, at);
  const price = read(line.unit_price, places.price, at);
  const scale = 10n ** BigInt(places.quantity + places.price - digits);
  const gross = divideRounded(quantity * price, scale);
  const discount = partOf(gross, percentOf(line.discount_percent ?? '0', at));
  if (tooMuch(gross, digits)) throw new UnfitNumber(at);
  return { gross, discount, net: gross - discount };
}

function tooMuch(units: bigint, digits: number): boolean {
  const limit = most * 10n ** BigInt(digits);
  return units >= limit || units <= -limit;
}

function percentOf(text: string, at: number | null): bigint {
  return read(text, places.percent, at);
}

function partOf(units: bigint, percent: bigint): bigint {
  return divideRounded(units * percent, 10n ** BigInt(places.percent) * 100n);
}

function read(text: string, decimals: number, at: number | null): bigint {
  return toUnits(text, decimals) ?? unfit(at);
}

function unfit(at: number | null): never {
  throw new UnfitNumber(at);
}

function byTaxOrder(a: { as: TaxedAs }, b: { as: TaxedAs }): number {
  const order = taxCategories.indexOf(a.as.category) - taxCategories.indexOf(b.as.category);
  return order || Number(b.as.percent) - Number(a.as.percent);
}

/** Decimal text of a whole number of smallest parts, with just these decimals. */
function decimalText(units: bigint, digits: number): string {
  return digits === 0 ? String(units) : fromUnits(units, digits, digits);
}

/** A number with at most six decimals as decimal text, never with an exponent. */
export function decimalOfNumber(value: number): string {
  const text = value.toFixed(places.quantity);
  return text.replace(/\.?0+$/, '') || '0';
}
