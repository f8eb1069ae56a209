import type { ReactNode } from 'react';

export type GridColumn = {
  key: string;
  label: string;
  width: number;
  end?: boolean;
  sortable?: boolean;
  editable?: boolean;
};

export type DataGridProps<Row> = {
  label: string;
  columns: GridColumn[];
  rows: Row[];
  rowHeight: number;
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  renderCell: (row: Row, column: GridColumn) => ReactNode;
  renderEditor?: (row: Row, column: GridColumn, done: () => void) => ReactNode;
  onOpen: (row: Row) => void;
  onPreview?: (row: Row) => void;
  selected?: Set<string>;
  onSelect?: (selected: Set<string>) => void;
  sort?: { key: string; down: boolean } | null;
  onSort?: (key: string) => void;
  onResize?: (key: string, width: number) => void;
  onEnd?: () => void;
  onCursor?: (row: Row | null) => void;
  headless?: boolean;
  /** Enter edits the cell under the cursor instead of opening the row. */
  enterEdits?: boolean;
};

/** The same set with one key put in or taken out. */
export function toggled(selected: Set<string> | undefined, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
