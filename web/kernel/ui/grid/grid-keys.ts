/** Where the cursor of a grid stands; row -1 means nowhere yet. */
export type Cursor = { row: number; column: number };

export type GridStep =
  | { kind: 'move'; to: Cursor }
  | { kind: 'open' | 'preview' | 'select' | 'edit' | 'select_all'; row: number }
  | null;

/** What a key does in a grid of that many rows and columns: move, or act on the row under the cursor. */
export function gridStep(key: string, at: Cursor, size: { rows: number; columns: number; page: number }): GridStep {
  const to = (row: number, column: number): GridStep => {
    const inside = { row: clamp(row, size.rows - 1), column: clamp(column, size.columns - 1) };
    return size.rows === 0 ? null : { kind: 'move', to: inside };
  };
  const row = Math.max(at.row, 0);
  switch (key) {
    case 'j':
    case 'arrowdown':
      return to(at.row + 1, at.column);
    case 'k':
    case 'arrowup':
      return to(at.row - 1, at.column);
    case 'arrowright':
      return to(row, at.column + 1);
    case 'arrowleft':
      return to(row, at.column - 1);
    case 'pagedown':
      return to(at.row + size.page, at.column);
    case 'pageup':
      return to(at.row - size.page, at.column);
    case 'home':
      return to(row, 0);
    case 'end':
      return to(row, size.columns - 1);
    case 'mod+home':
      return to(0, at.column);
    case 'mod+end':
      return to(size.rows - 1, at.column);
    default:
      return at.row < 0 || at.row >= size.rows ? null : rowStep(key, at);
  }
}

function rowStep(key: string, at: Cursor): GridStep {
  if (key === 'enter') return at.column === 0 ? { kind: 'open', row: at.row } : { kind: 'edit', row: at.row };
  if (key === 'e') return { kind: 'edit', row: at.row };
  if (key === 'o') return { kind: 'open', row: at.row };
  if (key === 'space') return { kind: 'preview', row: at.row };
  if (key === 'x') return { kind: 'select', row: at.row };
  if (key === 'mod+a') return { kind: 'select_all', row: at.row };
  return null;
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, Math.max(0, most)));
