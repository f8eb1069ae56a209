import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { failIf, type Issue } from '#shared/failure';
import type { Source } from '../../reading/open-source.ts';
import type { Row, Table } from '../../reading/table.ts';
import type { TableMapping } from '../../recognising/mapping.ts';

/** A rejected row as a person mended it: texts by the number of their column, from 0. */
export interface Correction {
  file: string;
  sheet: string | null;
  row: number;
  cells: Record<string, string>;
}

/** Keeps mended rows and opens them for the run: only rows that are rejected now can be mended, so that none comes in
 * twice. */
export async function keepCorrections(ctx: Context, importId: string, rows: Correction[]): Promise<void> {
  const places = sql`select * from unnest(${rows.map((one) => one.file)}::text[],
    ${rows.map((one) => one.sheet ?? '')}::text[], ${rows.map((one) => one.row)}::int[]) p (file, sheet, row)`;
  const opened = await ctx.db.many<{ file: string; sheet: string; row: number }>(sql`delete from
    ${ctx.db.table('import_row')} r using (${places}) p where r.import_id = ${importId}::uuid and r.file = p.file
      and r.sheet = p.sheet and r.row = p.row and r.outcome = 'rejected' returning r.file, r.sheet, r.row`);
  const open = new Set(opened.map((one) => JSON.stringify([one.file, one.sheet, one.row])));
  failIf(
    rows.flatMap((one, index): Issue[] =>
      open.has(JSON.stringify([one.file, one.sheet ?? '', one.row]))
        ? []
        : [{ pointer: `/rows/${index}`, code: 'import.row_not_rejected', message: 'This row is not kept aside.' }],
    ),
  );
  const table = ctx.db.table('import_correction');
  const kept = rows.map((one) => ({ ...one, import_id: importId, sheet: one.sheet ?? '' }));
  await ctx.db.run(sql`insert into ${table} as t
    select * from json_populate_recordset(null::${table}, ${JSON.stringify(kept)}::json)
    on conflict (import_id, file, sheet, row) do update set cells = t.cells || excluded.cells`);
}

/** What was mended in an import so far. */
export function listCorrections(ctx: Context, importId: string): Promise<Correction[]> {
  return ctx.db.many<Correction>(sql`select file, nullif(sheet, '') as sheet, row, cells
    from ${ctx.db.table('import_correction')} where import_id = ${importId}::uuid`);
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
