import type { Context } from '#kernel/workspace';
import { failIf, type Issue } from '#shared/failure';
import { saveCorrections, type Correction } from '../../queries/corrections.ts';
import { deleteRejectedRows } from '../../queries/import-rows.ts';
import type { Source } from '../../reading/open-source.ts';
import type { Row, Table } from '../../reading/table.ts';
import type { TableMapping } from '../../recognising/mapping.ts';

/** Keeps mended rows and opens them for the run: only rows that are rejected now can be mended, so that none comes in
 * twice. */
export async function keepCorrections(ctx: Context, importId: string, rows: Correction[]): Promise<void> {
  const opened = await deleteRejectedRows(ctx, importId, rows);
  const open = new Set(opened.map((one) => JSON.stringify([one.file, one.sheet, one.row])));
  failIf(
    rows.flatMap((one, index): Issue[] =>
      open.has(JSON.stringify([one.file, one.sheet ?? '', one.row]))
        ? []
        : [{ pointer: `/rows/${index}`, code: 'import.row_not_rejected', message: 'This row is not kept aside.' }],
    ),
  );
  await saveCorrections(ctx, importId, rows);
}

/** The same files as a person mended them. */
export function withCorrections(sources: Source[], mapping: TableMapping[], corrections: Correction[]): Source[] {
  if (corrections.length === 0) return sources;
  return sources.map((source) =>
    source.kind === 'tables'
      ? { ...source, tables: source.tables.map((table) => mended(table, mapping, corrections)) }
      : source,
  );
}

function mended(table: Table, mapping: TableMapping[], corrections: Correction[]): Table {
  const own = mapping.find((one) => one.file === table.file && one.sheet === table.sheet);
  const shift = table.numbering === 'after-header' ? (own?.headerRow ?? -1) : 0;
  const cellsOf = new Map(
    corrections
      .filter((one) => one.file === table.file && one.sheet === table.sheet)
      .map((one) => [one.row + shift, one.cells]),
  );
  if (cellsOf.size === 0) return table;
  const mend = (row: Row): Row => {
    const cells = cellsOf.get(row.number);
    if (!cells) return row;
    const length = Math.max(row.cells.length, ...Object.keys(cells).map((index) => Number(index) + 1));
    const whole = Array.from({ length }, (_, index) => cells[String(index)] ?? row.cells[index] ?? null);
    return { ...row, cells: whole };
  };
  return {
    ...table,
    read: async function* () {
      for await (const batch of table.read()) yield batch.map(mend);
    },
  };
}
