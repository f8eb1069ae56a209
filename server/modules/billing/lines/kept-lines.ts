import type { DocumentSums } from '#shared/billing/totals';
import { decimalOfNumber } from '#shared/billing/totals';
import type { Money } from '#shared/fields/money';
import type { Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { readLines, type DocumentKind, type KeptLine } from '../queries/documents.ts';
import { sumLines, type Terms } from './line-values.ts';
import type { Line } from './resolve-lines.ts';

/** A document as it is kept: its lines in their order and all of its sums. */
export interface KeptDocument {
  lines: Line[];
  sums: DocumentSums;
  terms: Terms;
}

/** Reads the lines of a document and adds them up once more, whoever asks; `values` are those of its record. */
export async function readKept(
  ctx: Context,
  kind: DocumentKind,
  { id, values }: { id: string; values: Values },
): Promise<KeptDocument> {
  const lines = (await readLines(ctx, kind, id)).map(lineOf);
  const terms = { currency: values['currency'] as string, discount_percent: percentOf(values['discount_percent']) };
  return { lines, sums: sumLines(lines, terms), terms };
}

/** A line record as the line that it keeps. */
function lineOf({ id, values }: KeptLine): Line {
  const text = (key: string) => (values[key] ?? null) as string | null;
  const amount = (key: string) => (values[key] as Money | null)?.amount ?? null;
  return {
    id,
    kind: values['kind'] as Line['kind'],
    product: text('product'),
    name: text('name') ?? '',
    description: text('description'),
    quantity: decimalOfNumber((values['quantity'] as number | null) ?? 1),
    unit: text('unit'),
    unit_price: amount('unit_price') ?? '0',
    price_from: text('price_from'),
    discount_percent: percentOf(values['discount_percent']),
    period: values['period'] as Line['period'],
    optional: values['optional'] === true,
    chosen: values['chosen'] === true,
    tax: taxOf(values),
    cost: amount('cost'),
    ...(values['deposit'] === true && { deposit: true }),
    ...(values['undiscounted'] === true && { undiscounted: true }),
    ...(values['order_line'] ? { order_line: text('order_line') } : {}),
    ...(values['credits_line'] ? { credits_line: text('credits_line') } : {}),
  };
}

/** The rate of a line as it was written: later changes of rates do not reach it. */
export function taxOf(values: Values): Line['tax'] {
  if (!values['tax_category']) return null;
  return {
    id: values['tax_rate'] as string,
    category: values['tax_category'] as NonNullable<Line['tax']>['category'],
    percent: decimalOfNumber((values['tax_percent'] as number | null) ?? 0),
    reason: (values['tax_reason'] ?? null) as string | null,
  };
}

function percentOf(value: unknown): string | null {
  return typeof value === 'number' ? decimalOfNumber(value) : null;
}
