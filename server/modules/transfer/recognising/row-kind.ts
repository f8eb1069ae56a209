import { fold } from '#shared/fold';
import { cellText, isEmptyCell, type Row } from '../reading/table.ts';
import { repeatsHeader } from './find-header.ts';
import type { TableMapping } from './mapping.ts';

/** Why a row below the header is no data, `blank` for one that a spreadsheet shows empty, or null for data. */
export function notData(row: Row, mapping: TableMapping, isText: boolean): string | null {
  let filled = 0;
  let first = -1;
  for (let i = 0; i < row.cells.length; i++) {
    if (isEmptyCell(row.cells[i])) continue;
    if (first < 0) first = i;
    if (++filled > 5) break;
  }
  if (filled === 0) return isText ? 'empty line of separators' : 'blank';
  if (row.deleted === true) return 'deleted row (marked *)';
  if (isText && filled > 5)
    return row.cells[0] === mapping.columns[0]?.header && repeats(row, mapping) ? 'header repeated' : null;
  const text = cellText(row.cells[first]);
  if (TOTALS.test(fold(text)) && identifies(row, mapping) < 2) return 'totals row';
  if (filled >= 2 && repeats(row, mapping)) return 'header repeated';
  if (filled === 1 && isHeading(row, first, mapping)) return 'group heading';
  return null;
}

const TOTALS = /^(?:grand )?(?:total|totals|sum|synolo|synola|geniko synolo|athroisma)\b/;

function repeats(row: Row, mapping: TableMapping): boolean {
  return repeatsHeader(
    row,
    mapping.columns.map((column) => column.header),
  );
}

function identifies(row: Row, mapping: TableMapping): number {
  const naming = mapping.columns.filter((column) =>
    /^(?:name|first|last|email|company|title)/.test(column.field ?? ''),
  );
  return naming.filter((column) => cellText(row.cells[column.index]) !== '' && column.index > 0).length;
}

/** One text that spans columns, stands in no naming column, or is a single letter of an alphabetical list. */
function isHeading(row: Row, column: number, mapping: TableMapping): boolean {
  if (row.span !== undefined && row.span > 1) return true;
  const text = cellText(row.cells[column]);
  const field = mapping.columns[column]?.field ?? null;
  if (typeof row.cells[column] !== 'string') return false;
  return /^\p{L}$/u.test(text) || (field === 'source_id' && /^\p{L}[\p{L}\s]+$/u.test(text));
}
