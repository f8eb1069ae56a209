import { documentSums, UnfitNumber, type DocumentSums, type TaxCategory } from '#shared/billing/totals';
import { readDecimal } from '#shared/fields/typed-number';
import { isBlank, type SheetLine } from './sheet-lines.ts';

/** How something is taxed that was not written yet. */
export type LikelyTax = { category: string; percent: string } | null;

export type LiveSums = {
  /** Null where numbers come to more than a document can hold. */
  sums: DocumentSums | null;
  /** What each line comes to, by its key. */
  nets: ReadonlyMap<string, string>;
};

/** Adds up what stands on the page, as the server will: text that is no number yet counts as nothing. */
export function liveSums(
  lines: readonly SheetLine[],
  terms: { currency: string; discount: string },
  taxOf: (line: SheetLine) => LikelyTax,
): LiveSums {
  const items = lines.filter((line) => line.kind === 'item' && !isBlank(line));
  try {
    const sums = documentSums(
      items.map((line) => ({
        quantity: number(line.quantity, 6),
        unit_price: number(line.unit_price, 4),
        discount_percent: percent(line.discount_percent),
        tax: (taxOf(line) as { category: TaxCategory; percent: string } | null) ?? { category: 'O', percent: '0' },
        counts: !line.optional || line.chosen,
      })),
      { currency: terms.currency, discount_percent: percent(terms.discount) },
    );
    return { sums, nets: new Map(items.map((line, at) => [line.key, sums.lines[at]!.net])) };
  } catch (error) {
    if (!(error instanceof UnfitNumber)) throw error;
    return { sums: null, nets: new Map() };
  }
}

function number(text: string, decimals: number): string {
  const read = readDecimal(text);
  return read !== null && (read.split('.')[1] ?? '').length <= decimals ? read : '0';
}

function percent(text: string): string | null {
  const read = number(text, 4);
  return Number(read) >= 0 && Number(read) <= 100 ? read : null;
}
