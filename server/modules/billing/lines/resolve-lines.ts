import { failIf, type Issue } from '#shared/failure';
import { decimalOfNumber } from '#shared/billing/totals';
import type { Money } from '#shared/fields/money';
import { dayText, localDay } from '#shared/filter';
import type { Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { priceProducts, readTaxRates, type PricedProduct, type Sale, type TaxRateRow } from '#modules/products';
import { readBuyer } from '../queries/buyer.ts';
import { taxOf } from './kept-lines.ts';
import { taxFor, type Buyer } from './tax-for.ts';
import type { GivenLine } from './given-lines.ts';

/** How a line is taxed, as it was when it was written. */
export type LineTax = Pick<TaxRateRow, 'id' | 'category' | 'percent' | 'reason'>;

/** A line with everything that it says, numbers as decimal text. */
export interface Line {
  id: string | null;
  kind: 'item' | 'heading' | 'note';
  product: string | null;
  name: string;
  description: string | null;
  quantity: string;
  unit: string | null;
  unit_price: string;
  price_from: string | null;
  discount_percent: string | null;
  period: 'once' | 'month' | 'quarter' | 'year';
  optional: boolean;
  chosen: boolean;
  tax: LineTax | null;
  cost: string | null;
  /** Of invoices: it is a deposit, or takes one off. */
  deposit?: boolean;
  /** Of invoices: the discount of the whole leaves it as it is. */
  undiscounted?: boolean;
  /** Of invoices: the line of the order that it invoices. */
  order_line?: string | null;
  /** Of credit notes: the line of the invoice that it credits. */
  credits_line?: string | null;
}

export interface LinesOf {
  company: string | null;
  currency: string;
  /** Lines that are there, by id: what a writer leaves out of one stays as it is. */
  kept: ReadonlyMap<string, Values>;
}

interface Resolving extends LinesOf {
  rates: TaxRateRow[];
  seller: string;
  buyer: Buyer;
}

/** Fills lines in: from what was there, from their products at the prices of this customer, and with the tax that the
 * sale has. Everything that is wrong with any of them is told at once. */
export async function resolveLines(ctx: Context, given: readonly GivenLine[], of: LinesOf): Promise<Line[]> {
  const rates = await readTaxRates(ctx);
  const buyer = of.company === null ? { country: null, vat_number: null } : await readBuyer(ctx, of.company);
  const on = dayText(localDay(ctx.now, ctx.workspace.timeZone));
  const sale = { ...of, on };
  const placed = await unpackBundles(ctx, await priceGiven(ctx, given, sale), sale);
  const issues = doubled(given);
  const resolving: Resolving = { ...of, rates, seller: ctx.workspace.region, buyer };
  const lines = placed.map(({ line, product, at }) => {
    const { line: made, issues: wrong } = resolve(line, product, resolving);
    issues.push(...wrong.map((issue) => ({ ...issue, pointer: `/lines/${at}${issue.pointer}` })));
    return made;
  });
  failIf(issues);
  return lines;
}

/** A line with its product, and where in the body it was said. */
interface PlacedLine {
  line: GivenLine;
  product: PricedProduct | null;
  at: number;
}

async function priceGiven(ctx: Context, given: readonly GivenLine[], sale: Sale): Promise<PlacedLine[]> {
  const wanted = given.flatMap(({ product, quantity = '1' }, at) =>
    product ? [{ at, product, quantity: Number(quantity) }] : [],
  );
  const found = wanted.length > 0 ? await priceProducts(ctx, wanted, sale) : [];
  const priced = new Map(wanted.map(({ at }, place) => [at, found[place] ?? null]));
  return given.map((line, at) => ({ line, at, product: priced.get(at) ?? null }));
}

/** Puts the parts of a bundle behind it where it comes new to a document. A bundle with a price of its own is charged
 * and its parts are included; one without is a heading over its parts. */
async function unpackBundles(ctx: Context, placed: PlacedLine[], sale: Sale): Promise<PlacedLine[]> {
  const bundles = placed.filter(({ line, product }) => line.id === undefined && product && product.parts.length > 0);
  if (bundles.length === 0) return placed;
  const parts = bundles.flatMap((bundle) => {
    const charged = (bundle.line.unit_price ?? bundle.product!.price) !== null;
    const { quantity: times = '1', optional, chosen } = bundle.line;
    return bundle.product!.parts.map(({ product, quantity }) => ({
      bundle,
      line: {
        product,
        quantity: decimalOfNumber(quantity * Number(times)),
        ...(charged && { unit_price: '0' }),
        ...(optional !== undefined && { optional }),
        ...(chosen !== undefined && { chosen }),
      },
    }));
  });
  const lines = parts.map(({ line }) => line);
  const priced = await priceGiven(ctx, lines, sale);
  return placed.flatMap((one) => {
    const own = priced.filter((_, place) => parts[place]!.bundle === one && priced[place]!.product !== null);
    if (own.length === 0) return [one];
    const charged = (one.line.unit_price ?? one.product!.price) !== null;
    const head = charged ? one.line : { ...one.line, kind: 'heading' as const };
    return [{ ...one, line: head }, ...own.map((part) => ({ ...part, at: one.at }))];
  });
}

function doubled(given: readonly GivenLine[]): Issue[] {
  const ids = given.map((line) => line.id);
  return ids.flatMap((id, at) =>
    id !== undefined && ids.indexOf(id) < at
      ? [{ pointer: `/lines/${at}/id`, code: 'line.twice', message: 'This line is given twice.' }]
      : [],
  );
}

function resolve(given: GivenLine, product: PricedProduct | null | undefined, of: Resolving) {
  const issues: Issue[] = [];
  const wrong = (pointer: string, code: string, message: string) => issues.push({ pointer, code, message });
  const before = given.id === undefined ? null : (of.kept.get(given.id) ?? null);
  if (given.id !== undefined && before === null) wrong('/id', 'line.not_found', 'This document has no such line.');
  const same = before !== null && (given.product === undefined || given.product === before['product']);
  // A product that went, or that the writer may not see, stays on the line it is on.
  if (given.product && !product && !same) wrong('/product', 'product.not_found', 'There is no such product.');
  const from = same ? null : product;
  const kept = same ? before : null;
  const kind = given.kind ?? (before?.['kind'] as Line['kind'] | undefined) ?? 'item';
  const name = given.name ?? (kept?.['name'] as string | undefined) ?? from?.name ?? '';
  if (name === '') wrong('/name', 'line.without_name', 'Give the line a name, or choose a product.');
  const price = given.unit_price ?? amountIn(of.currency, kept?.['unit_price']) ?? product?.price ?? null;
  if (price === null && kind === 'item' && name !== '')
    wrong('/unit_price', 'line.without_price', `There is no price in ${of.currency} for this. Give one.`);
  const rate = rateOf(given, { kept, from, kind, of });
  if (given.tax_rate && !rate) wrong('/tax_rate', 'tax_rate.not_found', 'There is no such VAT rate.');
  const optional = given.optional ?? before?.['optional'] === true;
  const line: Line = {
    id: given.id ?? null,
    kind,
    product: given.product === undefined ? ((before?.['product'] as string | null) ?? null) : given.product,
    name,
    description: given.description === undefined ? textOf(kept, 'description', from?.description) : given.description,
    quantity: given.quantity ?? numberText(before?.['quantity']) ?? '1',
    unit: given.unit === undefined ? textOf(kept, 'unit', from?.unit) : given.unit,
    unit_price: price ?? '0',
    price_from: given.unit_price == null ? textOf(kept, 'price_from', from ? whence(from) : null) : null,
    discount_percent:
      given.discount_percent === undefined ? numberText(before?.['discount_percent']) : given.discount_percent,
    period: given.period ?? (kept?.['period'] as Line['period'] | undefined) ?? from?.period ?? 'once',
    optional,
    chosen: given.chosen ?? (before === null ? !optional : before['chosen'] === true),
    tax: kind === 'item' ? (rate ?? null) : null,
    cost: given.cost === undefined ? (amountIn(of.currency, kept?.['cost']) ?? product?.cost ?? null) : given.cost,
    ...(before?.['deposit'] === true && { deposit: true }),
    ...(before?.['undiscounted'] === true && { undiscounted: true }),
  };
  return { line, issues };
}

interface Rated {
  kept: Values | null;
  from: PricedProduct | null | undefined;
  kind: Line['kind'];
  of: Resolving;
}

function rateOf(given: GivenLine, { kept, from, kind, of }: Rated): LineTax | undefined {
  if (kind !== 'item') return undefined;
  if (given.tax_rate) return of.rates.find((rate) => rate.id === given.tax_rate);
  const was = given.tax_rate === undefined && kept ? taxOf(kept) : null;
  return was ?? taxFor(of.rates, { kind: from?.kind ?? 'service', product_rate: from?.tax_rate ?? null }, of);
}

/** Where a price is from, kept with the line so that it explains itself. */
function whence({ from, price_list_name }: PricedProduct): string | null {
  return from === 'list' ? price_list_name : from;
}

function textOf(kept: Values | null, key: string, otherwise: string | null | undefined): string | null {
  return (kept ? (kept[key] as string | null) : otherwise) ?? null;
}

/** An amount that is in this currency: of another it says nothing. */
function amountIn(currency: string, value: unknown): string | null {
  const held = value as Money | null | undefined;
  return held?.currency === currency ? held.amount : null;
}

function numberText(value: unknown): string | null {
  return typeof value === 'number' ? decimalOfNumber(value) : null;
}
