import type { Cursor } from './grid-keys.ts';

/** A rectangle of cells, both corners inside. */
export type GridBlock = { from: Cursor; to: Cursor };

/** The rectangle between the cell where a choice began and the cursor; null where the cursor stands nowhere. */
export function blockOf(anchor: Cursor | null, cursor: Cursor): GridBlock | null {
  if (cursor.row < 0) return null;
  const other = anchor ?? cursor;
  return {
    from: { row: Math.min(other.row, cursor.row), column: Math.min(other.column, cursor.column) },
    to: { row: Math.max(other.row, cursor.row), column: Math.max(other.column, cursor.column) },
  };
}

/** The columns of one row that lie in the block. */
export function columnsIn(block: GridBlock | null, row: number): { from: number; to: number } | null {
  if (!block || row < block.from.row || row > block.to.row) return null;
  return { from: block.from.column, to: block.to.column };
}
