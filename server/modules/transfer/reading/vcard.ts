import { type ContentLine, readContentLines } from './content-lines.ts';
import type { ImportFile } from './import-file.ts';

/** One contact card: the n-th of its file, its lines, and why it cannot be trusted when it is broken. */
export interface Card {
  number: number;
  lines: ContentLine[];
  problem: string | null;
}

/** Reads the cards of a vCard file of version 2.1, 3.0 or 4.0, also mixed, one at a time. */
export async function* readCards(file: ImportFile): AsyncIterable<Card> {
  let number = 0;
  let lines: ContentLine[] | null = null;
  let inner = 0;
  for await (const line of readContentLines(file)) {
    const what = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && what === 'VCARD') {
      if (lines !== null && (inner > 0 || isAgent(lines.at(-1)))) inner++;
      else {
        if (lines !== null) yield { number, lines, problem: NO_END };
        number++;
        lines = [];
      }
    } else if (line.name === 'END' && what === 'VCARD') {
      if (inner > 0) inner--;
      else if (lines !== null) {
        yield { number, lines, problem: null };
        lines = null;
      }
    } else if (inner === 0 && lines !== null && lines.length < MOST_LINES) lines.push(line);
  }
  if (lines !== null) yield { number, lines, problem: 'card without END:VCARD (the file ends)' };
}

const NO_END = 'card without END:VCARD (the next card begins)';
/** A card of a person has some dozen lines. */
const MOST_LINES = 5_000;

function isAgent(line: ContentLine | undefined): boolean {
  return line?.name === 'AGENT' && line.value.trim() === '';
}
