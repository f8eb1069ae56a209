import { cellText, isEmptyCell, type Row } from '../reading/table.ts';
import { targetOfHeader } from './headers.ts';
import { plainHeader, recogniseProduct } from './products.ts';

/** Titles, dates and group headings come before a header; it is never further down than this. */
const DEEPEST = 40;

/**
 * The header row among the first rows of a table: the one with the most known names, or null when no row looks
 * like one.
 */
export function findHeader(rows: Row[]): { index: number; headers: string[] } | null {
  let best: { index: number; headers: string[] } | null = null;
  let score = 0;
  for (let index = 0; index < Math.min(rows.length, DEEPEST); index++) {
    const row = rows[index] as Row;
    if (!couldBeHeader(row)) continue;
    const headers = Array.from(row.cells, (cell) => cellText(cell));
    const now = rate(headers);
    if (now > score) [best, score] = [{ index, headers }, now];
  }
  return best;
}

/** Whether a row says the same as the header again. */
export function repeatsHeader(row: Row, headers: string[]): boolean {
  let same = 0;
  for (let i = 0; i < headers.length; i++) {
    const text = cellText(row.cells[i]);
    if (text === '') continue;
    if (text !== headers[i]) return false;
    same++;
  }
  return same >= 2;
}

function couldBeHeader(row: Row): boolean {
  const filled = row.cells.filter((cell) => !isEmptyCell(cell));
  if (filled.length < 2 && row.cells.length > 1) return false;
  return (
    filled.length > 0 && filled.every((cell) => typeof cell === 'string' && cell.length < 80 && !cell.includes('@'))
  );
}

function rate(headers: string[]): number {
  const product = recogniseProduct(headers) === null ? 0 : 100;
  let known = 0;
  for (const header of headers) {
    if (header === '') continue;
    const plain = plainHeader(header);
    const objects = ['person', 'company', 'deal', 'interaction'] as const;
    if (objects.some((object) => targetOfHeader(plain, object) !== null)) known++;
  }
  return known < 1 ? 0 : product + known;
}
