import { decimalOfNumber } from '#shared/billing/totals';
import type { BodyOf, Money, RecordRef, RecordRow } from '#web/kernel/api';
import { readDecimal } from '#shared/fields/typed-number';

export type WireLine = BodyOf<'PUT /api/v1/quotes/{id}/lines'>['lines'][number];
type LineKind = 'item' | 'heading' | 'note';

const texts = [
  'name',
  'description',
  'quantity',
  'unit',
  'unit_price',
  'discount_percent',
  'period',
  'tax_rate',
  'cost',
] as const;
export type LineText = (typeof texts)[number];
type Given = LineText | 'product' | 'kind' | 'optional' | 'chosen';

/** A line as the sheet holds it: what is typed, as it is typed. */
export type SheetLine = Record<LineText, string> & {
  /** Stays the same while the line is on the page, also once it is written. */
  key: string;
  id: string | null;
  kind: LineKind;
  product: { id: string; name: string } | null;
  optional: boolean;
  chosen: boolean;
  /** Where the price is from: `product`, `price`, or the name of a price list. */
  price_from: string | null;
  tax: { category: string; percent: string } | null;
  /** What somebody gave since the line was last written; the server fills in the rest. */
  given: readonly Given[];
};

const state = { next: 1 };

/** A line with nothing on it. */
export const newLine = (values: Partial<SheetLine> = {}): SheetLine => ({
  key: `line-${String(state.next++)}`,
  id: null,
  kind: 'item',
  product: null,
  name: '',
  description: '',
  quantity: '1',
  unit: '',
  unit_price: '',
  discount_percent: '',
  period: 'once',
  tax_rate: '',
  cost: '',
  optional: false,
  chosen: true,
  price_from: null,
  tax: null,
  given: [],
  ...values,
});

/** A line that is kept, as the sheet shows it. */
export function lineOf(row: RecordRow, key?: string): SheetLine {
  const product = row.product as RecordRef | null | undefined;
  return newLine({
    ...(key ? { key } : {}),
    id: row.id,
    kind: row.kind as LineKind,
    product: product ? { id: product.id, name: product.name } : null,
    name: textOf(row.name),
    description: textOf(row.description),
    quantity: numberOf(row.quantity),
    unit: textOf(row.unit),
    unit_price: amountOf(row.unit_price),
    discount_percent: numberOf(row.discount_percent),
    period: textOf(row.period) || 'once',
    tax_rate: (row.tax_rate as RecordRef | null | undefined)?.id ?? '',
    cost: amountOf(row.cost),
    optional: row.optional === true,
    chosen: row.chosen !== false,
    price_from: textOf(row.price_from) || null,
    tax: row.tax_category ? { category: textOf(row.tax_category), percent: numberOf(row.tax_percent) || '0' } : null,
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): string => (typeof value === 'number' ? decimalOfNumber(value) : '');
const amountOf = (value: unknown): string => (value as Money | null | undefined)?.amount ?? '';

/** The line with something given. A price that is typed is no longer from a list. */
export function give(line: SheetLine, values: Partial<SheetLine>): SheetLine {
  const given = [...new Set([...line.given, ...(Object.keys(values) as Given[])])];
  return { ...line, ...values, ...(values.unit_price === undefined ? {} : { price_from: null }), given };
}

/** The line with a product: its words and price stand there at once, and the server says what is right. */
export function giveProduct(line: SheetLine, product: RecordRow, currency: string): SheetLine {
  const price = product.price as Money | null | undefined;
  const name = textOf(product.name);
  const own: readonly Given[] = ['name', 'unit', 'unit_price', 'period', 'description', 'cost', 'tax_rate'];
  return {
    ...line,
    product: { id: product.id, name },
    name,
    unit: textOf(product.unit),
    unit_price: price?.currency === currency ? price.amount : '',
    period: textOf(product.period) || 'once',
    price_from: price?.currency === currency ? 'product' : null,
    given: [...line.given.filter((key) => !own.includes(key)), 'product'],
  };
}

/** A line on which nothing was written yet: it is never sent. */
export const isBlank = (line: SheetLine): boolean =>
  line.id === null && line.name.trim() === '' && line.product === null && line.unit_price.trim() === '';

/** A line that somebody is in the middle of: the server would refuse it. */
export const isUnfinished = (line: SheetLine): boolean =>
  !isBlank(line) &&
  (line.name.trim() === '' ||
    (line.kind === 'item' && line.id === null && line.product === null && line.unit_price.trim() === ''));

const numbers: readonly LineText[] = ['quantity', 'unit_price', 'discount_percent', 'cost'];

/** The line as it is written: what nobody gave is left to the server. */
export function wireLine(line: SheetLine): WireLine {
  const out: Record<string, unknown> = line.id === null ? {} : { id: line.id };
  for (const key of line.given) {
    if (key === 'product') out['product'] = line.product?.id ?? null;
    else if (key === 'kind' || key === 'optional' || key === 'chosen') out[key] = line[key];
    else {
      const typed = line[key].trim();
      const value = numbers.includes(key) ? (readDecimal(typed) ?? typed) : typed;
      if (value !== '') out[key] = value;
      else if (key !== 'name' && key !== 'quantity' && key !== 'period') out[key] = null;
    }
  }
  return out as WireLine;
}

/** The line as one that is not there yet, with all that stands on it: the one that was there is gone. */
export const anew = (line: SheetLine): SheetLine => ({
  ...line,
  id: null,
  given: ['kind', 'product', ...texts, 'optional', 'chosen'],
});

/** The lines after what was sent was written: each takes what the server made of it, unless it was changed since;
 * lines that the server added (the parts of a bundle) stand behind theirs. */
export function settle(now: readonly SheetLine[], sent: readonly SheetLine[], rows: readonly RecordRow[]): SheetLine[] {
  const written = match(sent, rows);
  const out: SheetLine[] = [];
  for (const line of now) {
    const was = written.get(line.key);
    if (!was) out.push(line);
    else if (was.sent === line) out.push(lineOf(was.row, line.key));
    else out.push({ ...line, id: was.row.id });
    out.push(...(was?.behind ?? []).map((row) => lineOf(row)));
  }
  return out;
}

type Written = { sent: SheetLine; row: RecordRow; behind: RecordRow[] };

function match(sent: readonly SheetLine[], rows: readonly RecordRow[]): Map<string, Written> {
  const out = new Map<string, Written>();
  let at = 0;
  let last: Written | null = null;
  for (const line of sent) {
    while (at < rows.length && !isRowOf(line, rows[at]!)) last?.behind.push(rows[at++]!);
    const row = rows[at++];
    if (!row) break;
    last = { sent: line, row, behind: [] };
    out.set(line.key, last);
  }
  last?.behind.push(...rows.slice(at));
  return out;
}

function isRowOf(line: SheetLine, row: RecordRow): boolean {
  if (line.id !== null) return row.id === line.id;
  const product = (row.product as RecordRef | null | undefined)?.id ?? null;
  return product === (line.product?.id ?? null) && (line.product !== null || row.name === line.name.trim());
}
