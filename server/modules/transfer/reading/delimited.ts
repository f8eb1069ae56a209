import { plainCell } from '../safe-cell.ts';
import { CsvRows } from './csv-rows.ts';
import { decode, decodeStream, detectEncoding, type Encoding } from './encoding.ts';
import { type ImportFile, readStart } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';
import type { Row, Table } from './table.ts';

/** Opens comma, semicolon, tab or bar separated text of any size as one table that is read as a stream. */
export async function openDelimited(file: ImportFile): Promise<Table> {
  if (file.size === 0) throw new ImportProblem('import.file_empty', `“${file.name}” is empty.`);
  const encoding = await detectEncoding(file);
  const start = stripMark(decode(await readStart(file, SAMPLE), encoding));
  const named = /^sep=(.)\r?\n/i.exec(start);
  const delimiter = named?.[1] ?? guessDelimiter(start);
  const quoted = usesQuotes(start, delimiter);
  const skip = named === null ? 0 : named[0].length;
  return {
    file: file.name,
    sheet: null,
    numbering: 'after-header',
    hidden: false,
    columns: null,
    notes: [`encoding ${encoding}`, `delimiter ${delimiter === '\t' ? 'tab' : delimiter}`],
    read: () => readRows(file, { encoding, delimiter, quoted, skip }),
  };
}

/** How many bytes decide the delimiter: some hundred lines. */
const SAMPLE = 128 * 1024;

interface Shape {
  encoding: Encoding;
  delimiter: string;
  quoted: boolean;
  skip: number;
}

async function* readRows(file: ImportFile, shape: Shape): AsyncIterable<Row[]> {
  const rows = new CsvRows(shape.delimiter, shape.quoted);
  let number = 0;
  let skip = shape.skip;
  let first = true;
  const numbered = (records: string[][]): Row[] =>
    records.filter(isLine).map((cells) => ({ number: number++, cells: cells.map(plain) }));
  for await (const piece of decodeStream(file.open(), shape.encoding)) {
    let text = first ? stripMark(piece) : piece;
    first = first && piece === '';
    if (skip > 0) {
      const cut = Math.min(skip, text.length);
      text = text.slice(cut);
      skip -= cut;
    }
    const records = rows.push(text);
    if (records.length > 0) yield numbered(records);
  }
  const last = numbered(rows.end());
  if (last.length > 0) yield last;
}

/** A line without anything, not even a separator, is no record. */
function isLine(cells: string[]): boolean {
  return cells.length > 1 || plain(cells[0] ?? '').trim() !== '';
}

/** A cell without signs that are no text, and without the apostrophe that an export put before a formula sign. */
function plain(cell: string): string {
  const clean =
    cell.includes('\0') || cell.includes('\u001a') ? cell.replaceAll('\0', '').replaceAll('\u001a', '') : cell;
  return clean.startsWith("'") ? plainCell(clean) : clean;
}

function stripMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** The sign whose count is most alike on most of the first lines. */
function guessDelimiter(start: string): string {
  let best = ',';
  let score = 0;
  for (const sign of [',', ';', '\t', '|']) {
    const widths = new CsvRows(sign)
      .push(`${start}\n`)
      .slice(0, 60)
      .map((cells) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width, lines] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    const now = lines * 100 + Math.min(width, 99) - widths.length;
    if (lines > 0 && now > score) [best, score] = [sign, now];
  }
  return best;
}

/** Old tab exports know no quotes: there a quote is an inch sign or part of a name. */
function usesQuotes(start: string, delimiter: string): boolean {
  if (delimiter !== '\t') return true;
  return (
    /(?:^|[\t\n])"[^"\t\n]*(?:""[^"]*)*"(?:[\t\r\n]|$)/.test(start) ||
    /(?:^|[\t\n])"[^"]*\n[^"]*"(?:[\t\r\n]|$)/.test(start)
  );
}
