import type { PlannedRow, RowPlace } from '../planned-row.ts';
import { cellText, type Cell, type Row, type Table } from '../../reading/table.ts';

/** One row of a GoldMine file with its cells by column name. */
export interface GoldRow {
  number: number;
  deleted: boolean;
  cell(column: string): Cell;
  text(column: string): string;
}

/** The GoldMine files of one import that hold rows, by what they are. */
export interface GoldTables {
  contacts: { file: string; rows: GoldRow[] };
  more: Map<string, GoldRow>;
  supplements: { file: string; rows: GoldRow[] };
  history: { file: string; rows: GoldRow[] };
  fields: CustomField[];
}

/** One of the firm's own fields: its name in CONTACT2 or a KEY of CONTACT1, its label and who may see it. */
export interface CustomField {
  column: string;
  label: string;
  masterOnly: boolean;
}

/** The planned contacts by ACCOUNTNO, and the further ones by RECID and by account. */
export interface Accounts {
  byNumber: Map<string, PlannedRow>;
  further: Map<string, PlannedRow>;
}

/** Why a row that GoldMine has deleted is not brought in. */
export const DELETED = 'deleted row (marked *)';

/** Where a GoldMine row stands. */
export function placeOf(file: string, row: GoldRow): RowPlace {
  return { file, sheet: null, row: row.number };
}

/** Loads the GoldMine tables of an import; each is held whole, as GoldMine itself did. */
export async function loadGoldTables(tables: Table[]): Promise<GoldTables> {
  const found: GoldTables = { contacts: none(), more: new Map(), supplements: none(), history: none(), fields: [] };
  for (const table of tables) {
    const has = (column: string) => table.columns?.includes(column) === true;
    const loaded = { file: table.file, rows: await load(table) };
    if (has('CONTSUPREF')) found.supplements = loaded;
    else if (has('SRECTYPE') && has('ONDATE')) found.history = loaded;
    else if (has('FIELDDESC')) found.fields = fieldsOf(loaded.rows);
    else if (has('CALLBKFREQ'))
      for (const row of loaded.rows) if (!row.deleted) found.more.set(row.text('ACCOUNTNO'), row);
    if (has('LASTNAME') && has('COMPANY')) found.contacts = loaded;
  }
  return found;
}

function none() {
  return { file: '', rows: [] };
}

async function load(table: Table): Promise<GoldRow[]> {
  const at = new Map((table.columns ?? []).map((column, i) => [column, i]));
  const rows: GoldRow[] = [];
  for await (const batch of table.read()) rows.push(...batch.map((row) => goldRow(row, at)));
  return rows;
}

function goldRow(row: Row, at: Map<string, number>): GoldRow {
  const cell = (column: string) => row.cells[at.get(column) ?? -1] ?? null;
  return { number: row.number, deleted: row.deleted === true, cell, text: (column) => cellText(cell(column)) };
}

function fieldsOf(rows: GoldRow[]): CustomField[] {
  return rows
    .filter((row) => !row.deleted)
    .map((row) => ({
      column: row.text('FIELD_NAME'),
      label: row.text('LOCALLABEL') || row.text('FIELDDESC'),
      masterOnly: row.text('RACCESS') === 'MASTER',
    }));
}
