import { emptySource } from '../planned-row.ts';
import type { ColumnMapping, TableMapping } from '../../recognising/mapping.ts';
import { type Cell, cellText, isEmptyCell, type Row } from '../../reading/table.ts';

/** The columns of one table by the field that they feed, made once a table. */
export interface Columns {
  byField: Map<string, ColumnMapping[]>;
  unmapped: ColumnMapping[];
  count: number;
  mapping: TableMapping;
}

/** Sorts the columns of a mapping by field. */
export function columnsOf(mapping: TableMapping): Columns {
  const byField = new Map<string, ColumnMapping[]>();
  const unmapped: ColumnMapping[] = [];
  for (const column of mapping.columns) {
    if (column.field === null || KEPT.has(column.field)) unmapped.push(column);
    if (column.field === null) continue;
    const list = byField.get(column.field);
    if (list === undefined) byField.set(column.field, [column]);
    else list.push(column);
  }
  return { byField, unmapped, count: mapping.columns.length, mapping };
}

/** Fields that are understood for the report but have no place in a record: they stay with the source row. */
const KEPT = new Set([
  'other_contact',
  'other_phone',
  'assistant',
  'assistant_phone',
  'manager',
  'initials',
  'contact_type',
  'display_name',
  'language',
  'type',
  'status',
  'source',
]);

/** The first filled text of a field's columns, or an empty text. */
export function textOf(columns: Columns, row: Row, field: string): string {
  const list = columns.byField.get(field);
  if (list === undefined) return '';
  for (const column of list) {
    const text = cellText(row.cells[column.index]);
    if (text !== '') return text;
  }
  return '';
}

/** The first filled cell of a field's columns with its column, or null. */
export function cellOf(columns: Columns, row: Row, field: string): { cell: Cell; column: ColumnMapping } | null {
  for (const column of columns.byField.get(field) ?? []) {
    const cell = row.cells[column.index];
    if (cell !== undefined && !isEmptyCell(cell)) return { cell, column };
  }
  return null;
}

/** Unmapped cells by header, for the source of the record. */
export function sourceOf(columns: Columns, row: Row): Record<string, string> {
  const source = emptySource();
  for (const column of columns.unmapped) {
    const text = cellText(row.cells[column.index]);
    if (text !== '') source[column.header === '' ? `#${column.index + 1}` : column.header] = text;
  }
  return source;
}

/** Whether a cell of a phone or e-mail column says that there is none. */
export function meansNone(text: string): boolean {
  return text.length < 14 && /^(?:[-–—?.]+|n\/?a|none|no|nil|unknown|δεν\s+[έε]χει|όχι|κανένα|άγνωστο)$/iu.test(text);
}

/** `Ναι`, `yes`, `x`, `true`, `1` are true; `Όχι`, `no`, `false`, `0` false; anything else null. */
export function yesNo(text: string): boolean | null {
  if (/^(?:ναι|yes|y|x|χ|true|t|1|✓|✔|on)$/iu.test(text)) return true;
  return /^(?:[όο]χι|no|n|false|f|0|off)$/iu.test(text) ? false : null;
}
