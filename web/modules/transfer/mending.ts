import type { Reject } from './import-api.ts';

/** A mended row as it is sent: texts by the number of their column. */
export type Mended = { file: string; sheet: string | null; row: number; cells: Record<string, string> };
/** What was written into cells so far, by row. */
export type Edits = Record<string, Mended>;

/** One text for the table a row stands in. */
export const placeOf = ({ file, sheet }: { file: string; sheet: string | null }): string => `${file}/${sheet ?? ''}`;

/** The rows in which something really differs from what stood there. */
export function mendedRows(rows: Reject[], edits: Edits): Mended[] {
  return rows.flatMap((row) => {
    const edit = edits[`${placeOf(row)} ${String(row.row)}`];
    const cells = Object.entries(edit?.cells ?? {}).filter(
      ([index, text]) => text !== (row.cells[Number(index)] ?? ''),
    );
    return edit && cells.length > 0 ? [{ ...edit, cells: Object.fromEntries(cells) }] : [];
  });
}
