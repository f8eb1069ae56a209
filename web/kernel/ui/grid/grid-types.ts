import type { ReactNode } from 'react';
import type { MenuEntry } from '../controls/menu.tsx';
import type { GridBlock } from './grid-block.ts';
import type { Cursor } from './grid-keys.ts';

export type GridColumn = {
  key: string;
  label: string;
  width: number;
  /** Exactly that wide, because somebody made it so; others share the room that is left. */
  fixed?: boolean;
  /** Distance from the edge at which it stays in place while the others scroll. */
  pinned?: number;
  end?: boolean;
  sortable?: boolean;
  editable?: boolean;
};

/** A line of a grid that is no row: the head of a group, which opens and closes, or a note. */
export type GridBand = { onToggle?: () => void; render: (column: GridColumn, at: number) => ReactNode };

export type DataGridProps<Row> = {
  label: string;
  columns: GridColumn[];
  rows: Row[];
  rowHeight: number;
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  renderCell: (row: Row, column: GridColumn) => ReactNode;
  renderEditor?: (row: Row, column: GridColumn, done: () => void) => ReactNode;
  /** What the foot says under each column; without it there is no foot. */
  renderFoot?: (column: GridColumn, at: number) => ReactNode;
  /** What can be done with a column, behind a small button in its head. */
  headMenu?: (column: GridColumn, at: number) => MenuEntry[];
  /** A colour at the edge of a row, and in words what it means. */
  mark?: (row: Row) => { tone: string; words: string } | null;
  /** What stands instead of a row's cells, where the row is only a head of those beneath it. */
  bandOf?: (row: Row) => GridBand | null;
  /** What tells each line from the others, where a row may stand in several. */
  lineKeys?: readonly string[];
  onOpen: (row: Row) => void;
  onPreview?: (row: Row) => void;
  selected?: Set<string>;
  onSelect?: (selected: Set<string>) => void;
  /** By what the rows are sorted, first to last. */
  sort?: { key: string; down: boolean }[];
  /** A column's name was pressed; with Shift, to sort by it behind the others. */
  onSort?: (key: string, more: boolean) => void;
  /** A new width, or null for the one it began with. */
  onResize?: (key: string, width: number | null) => void;
  /** A column was moved to another place; the first never moves. */
  onMove?: (from: number, to: number) => void;
  onEnd?: () => void;
  onCursor?: (row: Row | null) => void;
  /** The text that a copied block of cells becomes. */
  onCopy?: (block: GridBlock) => string;
  /** A text was pasted at a cell. */
  onPaste?: (text: string, at: Cursor) => void;
  headless?: boolean;
  /** Enter edits the cell under the cursor instead of opening the row. */
  enterEdits?: boolean;
};

/** The rows that can be chosen and opened. */
export const realRows = <Row>({ rows, bandOf }: DataGridProps<Row>): Row[] =>
  bandOf ? rows.filter((row) => bandOf(row) === null) : rows;

/** The same set with one key put in or taken out. */
export function toggled(selected: Set<string> | undefined, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
