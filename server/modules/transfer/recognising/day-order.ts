import { orderOf } from '#shared/partial-date';
import type { Row } from '../reading/table.ts';
import type { ColumnMapping } from './mapping.ts';

/** For each date column: whether the day comes first, where the values that allow only one order say so clearly. */
export function judgeDayFirst(columns: ColumnMapping[], rows: Row[]): Record<number, boolean> {
  const judged: Record<number, boolean> = {};
  for (const column of columns) {
    if (column.field === null || !DATES.has(column.field.replace(/\..*/, ''))) continue;
    let day = 0;
    let month = 0;
    for (const row of rows) {
      const cell = row.cells[column.index];
      const order = typeof cell === 'string' ? orderOf(cell) : null;
      if (order === 'day') day++;
      else if (order === 'month') month++;
    }
    if (day > month) judged[column.index] = true;
    else if (month > day * 4 && month > 1) judged[column.index] = false;
  }
  return judged;
}

/** The fields that hold days. */
const DATES = new Set([
  'birthday',
  'anniversary',
  'since',
  'on',
  'last_reach',
  'connected_on',
  'closes_on',
  'closed_on',
  'won_on',
  'lost_on',
  'created_at',
  'event',
]);
