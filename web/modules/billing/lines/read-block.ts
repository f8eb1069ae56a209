import { readDecimal } from '#shared/fields/typed-number';
import { give, newLine, type SheetLine } from './sheet-lines.ts';

/** The lines of a block from a spreadsheet: name, quantity, price, discount. With two columns the second is the price.
 * Null for what is no block. */
export function readBlock(block: string[][]): SheetLine[] | null {
  const rows = block.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return null;
  const lines = rows.filter((row, at) => (row[0] ?? '').trim() !== '' && !(at === 0 && isHead(row)));
  return lines.map((row) => {
    const [name = '', ...cells] = row.map((cell) => cell.trim());
    const [quantity, price, discount] = cells.length === 1 ? [undefined, cells[0]] : cells;
    return give(newLine(), {
      name: name.slice(0, 300),
      ...(quantity ? { quantity: plain(quantity) } : {}),
      ...(price ? { unit_price: plain(price) } : {}),
      ...(discount ? { discount_percent: plain(discount) } : {}),
    });
  });
}

/** The first line of many sheets names their columns. */
const isHead = (row: string[]): boolean => row.length > 1 && row.slice(1).every((cell) => readDecimal(cell) === null);

const plain = (text: string): string => readDecimal(text.replace(/%$/, '')) ?? text;
