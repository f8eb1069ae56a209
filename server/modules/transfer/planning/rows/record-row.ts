import { cellText, isEmptyCell, type Row } from '../../reading/table.ts';
import { newRow, type PlannedRow, type RowPlace } from '../planned-row.ts';
import type { Context } from './cell-values.ts';
import { sourceOf } from './columns.ts';

/** Plans one row of a table of records of any object: the texts of its cells by the field they feed. What they are
 * worth is known when they are stored, from the workspace's own model. */
export function planRecord(place: RowPlace, row: Row, { columns }: Context): PlannedRow {
  const planned = newRow(place, 'record');
  planned.object = columns.mapping.record ?? 'record';
  planned.source = sourceOf(columns, row);
  const cells: Record<string, RecordCell> = {};
  for (const { field, index, header } of columns.mapping.columns) {
    const cell = row.cells[index];
    if (field === null || isEmptyCell(cell) || field in cells) continue;
    cells[field] = { text: cellText(cell), header, dayFirst: columns.mapping.dayFirst[index] ?? null };
  }
  if (Object.keys(cells).length === 0)
    return { ...planned, status: 'rejected', reason: 'none of its columns is mapped' };
  planned.values['cells'] = cells;
  return planned;
}

/** What one cell says, and how the days of its column are written, where they tell. */
export interface RecordCell {
  text: string;
  header: string;
  dayFirst: boolean | null;
}
