import { ImportProblem } from './import-problem.ts';

/** One record may be this long: product exports put whole mails of 180 KB in a cell. */
const LONGEST_RECORD = 4_000_000;
/** More columns than any product exports (HubSpot: 600) and still a table that can be shown. */
const MOST_COLUMNS = 16_384;

/**
 * Splits text that comes piece by piece into records. A quote that never closes counts as a letter, so that one stray
 * sign costs a cell and not the rest of the file; `\r\n`, `\n` and `\r` may mix.
 */
export class CsvRows {
  private rest = '';
  /** Where the next sign of a kind is: looked up once, not once a record. */
  private readonly next = new Map<string, number>();
  private readonly delimiter: string;
  private readonly quoted: boolean;

  constructor(delimiter: string, quoted = true) {
    this.delimiter = delimiter;
    this.quoted = quoted;
  }

  /** The records that are complete with this piece. */
  push(text: string): string[][] {
    this.rest += text;
    this.next.clear();
    const records: string[][] = [];
    this.take(records);
    while (this.rest.length > LONGEST_RECORD) {
      this.unquoted(records);
      this.take(records);
    }
    return records;
  }

  /** The last records, which no line end closes. */
  end(): string[][] {
    const records: string[][] = [];
    let at = 0;
    while (at < this.rest.length) at = this.record(at, records, true);
    this.rest = '';
    return records;
  }

  private take(records: string[][]): void {
    let at = 0;
    for (let next = this.record(at, records, false); next >= 0; next = this.record(at, records, false)) at = next;
    this.rest = this.rest.slice(at);
    this.next.clear();
  }

  /** Reads one line as if the first quote of the rest were a letter. */
  private unquoted(records: string[][]): void {
    const end = this.lineEnd(0);
    if (end < 0 || end > LONGEST_RECORD) throw tooLong();
    this.rest = this.rest.slice(plainRecord({ text: this.rest, start: 0, end, delimiter: this.delimiter }, records));
    this.next.clear();
  }

  private record(start: number, records: string[][], atEnd: boolean): number {
    const text = this.rest;
    const firstQuote = this.quoted ? this.find('"', start) : -1;
    const lineEnd = this.lineEnd(start);
    if (firstQuote < 0 || (lineEnd >= 0 && firstQuote > lineEnd)) {
      if (lineEnd < 0 && !atEnd) return -1;
      if (lineEnd === text.length - 1 && text[lineEnd] === '\r' && !atEnd) return -1;
      return plainRecord({ text, start, end: lineEnd, delimiter: this.delimiter }, records);
    }
    return this.quotedRecord(start, records, atEnd);
  }

  private find(sign: string, from: number): number {
    const known = this.next.get(sign);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const found = this.rest.indexOf(sign, from);
    this.next.set(sign, found);
    return found;
  }

  private lineEnd(from: number): number {
    const feed = this.find('\n', from);
    const back = this.find('\r', from);
    return back >= 0 && (feed < 0 || back < feed) ? back : feed;
  }

  private quotedRecord(start: number, records: string[][], atEnd: boolean): number {
    const text = this.rest;
    const cells: string[] = [];
    let at = start;
    for (;;) {
      const opened = skipBlanks(text, at, this.delimiter);
      if (text[opened] === '"') {
        const closed = closingQuote(text, opened + 1);
        if (closed < 0 || (closed === text.length - 1 && !atEnd)) {
          if (!atEnd) return -1;
          if (closed < 0)
            return plainRecord({ text, start, end: this.lineEnd(start), delimiter: this.delimiter }, records);
        }
        const end = cellEnd(text, closed + 1, this.delimiter);
        if (end === text.length && !atEnd) return -1;
        const tail = text.slice(closed + 1, end);
        const inside = text.slice(opened + 1, closed).replaceAll('""', '"');
        cells.push(tail.trim() === '' ? inside : `${inside}${tail}`);
        at = end;
      } else {
        const end = cellEnd(text, at, this.delimiter);
        if (end === text.length && !atEnd) return -1;
        cells.push(text.slice(at, end));
        at = end;
      }
      if (cells.length > MOST_COLUMNS) throw tooWide();
      if (at < text.length && text.startsWith(this.delimiter, at)) at++;
      else break;
    }
    if (text[at] === '\r' && at + 1 === text.length && !atEnd) return -1;
    records.push(cells);
    return afterLine(text, at);
  }
}

interface Line {
  text: string;
  start: number;
  end: number;
  delimiter: string;
}

function plainRecord({ text, start, end: found, delimiter }: Line, records: string[][]): number {
  const end = found < 0 ? text.length : found;
  const cells = text.slice(start, end).split(delimiter);
  if (cells.length > MOST_COLUMNS) throw tooWide();
  records.push(cells);
  return afterLine(text, end);
}

function tooLong(): ImportProblem {
  return new ImportProblem(
    'import.line_too_long',
    'A line of this file is longer than 4 million characters: this is no table.',
  );
}

function tooWide(): ImportProblem {
  return new ImportProblem('import.too_many_columns', `This file has more than ${MOST_COLUMNS} columns.`);
}

function afterLine(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1;
  return at < text.length ? at + 1 : at;
}

function skipBlanks(text: string, at: number, delimiter: string): number {
  let next = at;
  if (delimiter === ' ') return at;
  while (text[next] === ' ') next++;
  return text[next] === '"' ? next : at;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === delimiter || letter === '\n' || letter === '\r') return at;
  }
  return text.length;
}
