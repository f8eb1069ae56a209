/** What one cell holds. Texts are as typed; a spreadsheet's dates, times, errors and links keep their nature. */
export type Cell = string | number | boolean | null | DateCell | TimeCell | ErrorCell | LinkCell;

/** A true date of a spreadsheet or dBase file, with its time of day (`HH:MM`) when it has one. */
export interface DateCell {
  kind: 'date';
  date: string;
  time: string | null;
}

/** A time of day without a date, `HH:MM`. */
export interface TimeCell {
  kind: 'time';
  time: string;
}

/** The result of a formula that failed, such as `#N/A`. */
export interface ErrorCell {
  kind: 'error';
  text: string;
}

/** A text with a link behind it. */
export interface LinkCell {
  kind: 'link';
  text: string;
  target: string;
}

/** One row: the number that the source's own program shows (texts: n-th record after the header's), and its cells. */
export interface Row {
  number: number;
  cells: Cell[];
  /** Marked as deleted in a dBase file. */
  deleted?: boolean;
  hidden?: boolean;
  comments?: string[];
  /** Cells that one merged area spans from its first row on: column → the value above. */
  merged?: Map<number, Cell>;
  /** Columns of a merged area that lies in this row alone (a heading over several columns). */
  span?: number;
}

/** One table of a file, read in batches from the start as often as asked. */
export interface Table {
  file: string;
  sheet: string | null;
  /** Whether rows are numbered by the source's program (spreadsheets, dBase) or counted from behind the header. */
  numbering: 'shown' | 'after-header';
  hidden: boolean;
  /** The names of the columns when the format itself tells them (dBase). */
  columns: string[] | null;
  /** What was found out while reading, for the report: encoding, delimiter, hidden columns … */
  notes: string[];
  read(): AsyncIterable<Row[]>;
}

/** The text of a cell as a person would see it, trimmed. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return plainNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (cell.kind === 'date') return cell.time === null ? cell.date : `${cell.date} ${cell.time}`;
  return cell.kind === 'time' ? cell.time : cell.kind === 'error' ? cell.text : cell.text.trim();
}

/** Whether a cell holds nothing to see. */
export function isEmptyCell(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

function plainNumber(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : String(Math.round(value * 1e9) / 1e9);
}
