import Papa from 'papaparse';
import { fail } from '#shared/failure';
import type { ListColumn, RecordJson } from '#kernel/objects';
import { safeCell } from '../safe-cell.ts';

type Chunk = string;
type Pages = AsyncIterable<RecordJson[]>;

/** Columns of an export: the id first, so that the file can be brought back to the same records. */
function headersOf(fields: ListColumn[]): string[] {
  return ['id', ...fields.map((field) => field.key)];
}

/** One value as text, in the form that our own import reads. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellOf).join('; ');
  if (typeof value !== 'object') return String(value);
  const one = value as Record<string, unknown>;
  if ('present' in one) return entryOf(one);
  if ('amount' in one) return `${String(one['amount'])} ${String(one['currency'])}`;
  if ('full' in one) return String(one['full']);
  if ('name' in one && 'id' in one) return String(one['name'] ?? '');
  if ('extension' in one) return String(one['value']) + (one['extension'] ? ` ext. ${String(one['extension'])}` : '');
  if ('value' in one) return String(one['value']);
  if ('date' in one) return `${String(one['label'])}: ${String(one['date'])}`;
  return Object.values(one)
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** An entry of a dated relation: `Acme Ltd (director of, 2021-01-01 – 2024-06-30)`. */
function entryOf({ record, label, from, until }: Record<string, unknown>): string {
  const days = from || until ? `${partOf(from)} – ${partOf(until)}`.trim() : '';
  const more = [partOf(label), days].filter(Boolean).join(', ');
  return more ? `${cellOf(record)} (${more})` : cellOf(record);
}

const partOf = (part: unknown): string => (typeof part === 'string' ? part : '');

function rowOf(record: RecordJson, fields: ListColumn[]): string[] {
  return [record.id, ...fields.map((field) => cellOf(record[field.key]))];
}

/** RFC 4180 with a byte order mark, so that spreadsheet programs read Greek; no cell can be run as a formula. */
export async function* csvLines(pages: Pages, fields: ListColumn[]): AsyncGenerator<Chunk> {
  yield `\uFEFF${Papa.unparse([headersOf(fields)])}\r\n`;
  for await (const page of pages) {
    if (page.length > 0)
      yield `${Papa.unparse(
        page.map((record) => rowOf(record, fields).map(safeCell)),
        { newline: '\r\n' },
      )}\r\n`;
  }
}

export async function* jsonLines(pages: Pages): AsyncGenerator<Chunk> {
  for await (const page of pages)
    if (page.length > 0) yield `${page.map((record) => JSON.stringify(record)).join('\n')}\n`;
}

/** A workbook of typed text cells: nothing from a record is ever a formula. */
export async function workbook(
  pages: Pages,
  sheet: { fields: ListColumn[]; name: string; type: 'xlsx' | 'ods'; most: number },
): Promise<Buffer> {
  // A megabyte of program that only workbooks need.
  const { default: XLSX } = await import('@e965/xlsx');
  const rows: unknown[][] = [headersOf(sheet.fields)];
  for await (const page of pages) {
    for (const record of page) rows.push([record.id, ...sheet.fields.map((field) => typedCell(record[field.key]))]);
    if (rows.length > sheet.most)
      fail('input.too_large', { detail: `A workbook holds at most ${sheet.most} rows here; take CSV instead.` });
  }
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), sheet.name.slice(0, 31));
  return XLSX.write(book, { type: 'buffer', bookType: sheet.type, compression: true }) as Buffer;
}

const mostInCell = 32_767; // characters of a cell of XLSX

function typedCell(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = cellOf(value);
  return text === '' ? null : { t: 's', v: text.slice(0, mostInCell) };
}
