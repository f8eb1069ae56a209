import { cellText, type Row, type Table } from '../reading/table.ts';
import type { ColumnMapping, TableMapping } from './mapping.ts';

/** The field that nearly all values of a column speak for: e-mail addresses or phone numbers; else null. */
export function fieldOfValues(rows: Row[], index: number): 'email' | 'phone' | null {
  const filled = valuesOf(rows, index);
  const most = (pattern: RegExp) =>
    filled.length > 1 && filled.filter((text) => pattern.test(text)).length > filled.length * 0.8;
  if (most(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return 'email';
  return most(/^\+?[\d\s().\-/]{7,20}$/) && !most(/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/) ? 'phone' : null;
}

/** The mapping of a text without a header row: its columns are told by their values alone; all its rows are data. */
export function mapWithoutHeader(table: Table, rows: Row[]): TableMapping {
  const width = Math.max(0, ...rows.slice(0, 50).map((row) => row.cells.length));
  const fields = Array.from({ length: width }, (_, index) => fieldOfValues(rows, index));
  const person = fields.some((field) => field !== null);
  const name = person ? fields.findIndex((field, i) => field === null && looksLikeNames(rows, i)) : -1;
  const columns = fields.map((value, index): ColumnMapping => {
    const field = index === name ? 'name' : person ? value : null;
    return { index, header: '', field, label: null, slot: null, confidence: field === null ? 0 : 0.6 };
  });
  return {
    file: table.file,
    sheet: table.sheet,
    headerRow: null,
    object: person ? 'person' : null,
    recognisedAs: 'table without a header',
    confidence: person ? 0.5 : 0,
    columns,
    dayFirst: {},
  };
}

function valuesOf(rows: Row[], index: number): string[] {
  const texts = rows.slice(0, 200).map((row) => cellText(row.cells[index]));
  return texts.filter((text) => text !== '');
}

function looksLikeNames(rows: Row[], index: number): boolean {
  const filled = valuesOf(rows, index);
  const names = filled.filter((text) => /^\p{L}[\p{L}.'’-]*(?:,? \p{L}[\p{L}.'’-]*){1,3}$/u.test(text));
  return filled.length > 1 && names.length > filled.length * 0.7;
}
