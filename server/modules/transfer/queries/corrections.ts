import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** A rejected row as a person mended it: texts by the number of their column, from 0. */
export interface Correction {
  file: string;
  sheet: string | null;
  row: number;
  cells: Record<string, string>;
}

/** Keeps mended rows; cells of a row that was mended before are laid over its earlier ones. */
export async function saveCorrections(ctx: Context, importId: string, rows: Correction[]): Promise<void> {
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
