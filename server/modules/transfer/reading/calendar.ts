import { type ContentLine, readContentLines } from './content-lines.ts';
import type { ImportFile } from './import-file.ts';

/**
 * One entry of a calendar (VEVENT, VTODO, VJOURNAL), the n-th of its file; `zone` for VTIMEZONE, which is not
 * counted.
 */
export interface Component {
  number: number;
  kind: 'VEVENT' | 'VTODO' | 'VJOURNAL' | 'VTIMEZONE';
  lines: ContentLine[];
  /** The rules of a VTIMEZONE: STANDARD and DAYLIGHT parts. */
  parts: { name: string; lines: ContentLine[] }[];
}

/** The entries of an iCalendar file, one at a time. */
export async function* readEntries(file: ImportFile): AsyncIterable<Component> {
  for await (const one of readComponents(file)) if (one.kind !== 'VTIMEZONE') yield one;
}

/** The zones that an iCalendar file defines, wherever they stand in it. */
export async function* readZones(file: ImportFile): AsyncIterable<Component> {
  for await (const one of readComponents(file)) if (one.kind === 'VTIMEZONE') yield one;
}

async function* readComponents(file: ImportFile): AsyncIterable<Component> {
  let number = 0;
  let open: Component | null = null;
  let inner = 0;
  for await (const line of readContentLines(file)) {
    const what = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && KINDS.has(what)) {
      // An entry stands in no other: where one begins, the one before ends, also without its END.
      if (open !== null) yield open;
      const kind = what as Component['kind'];
      open = { number: kind === 'VTIMEZONE' ? 0 : ++number, kind, lines: [], parts: [] };
      inner = 0;
    } else if (line.name === 'BEGIN') {
      if (open === null) continue;
      inner++;
      if (open.kind === 'VTIMEZONE' && open.parts.length < MOST_PARTS) open.parts.push({ name: what, lines: [] });
    } else if (line.name === 'END') {
      if (inner > 0 && what !== open?.kind) inner--;
      else if (open !== null) {
        yield open;
        open = null;
        inner = 0;
      }
    } else if (open !== null) {
      const lines = inner === 0 ? open.lines : open.kind === 'VTIMEZONE' ? open.parts.at(-1)?.lines : undefined;
      if (lines !== undefined && lines.length < MOST_LINES) lines.push(line);
    }
  }
  if (open !== null) yield open;
}

const KINDS = new Set<string>(['VEVENT', 'VTODO', 'VJOURNAL', 'VTIMEZONE']);
/** Attendees of the largest invitation and more. */
const MOST_LINES = 20_000;
/** The rules of a zone since clocks were set by law. */
const MOST_PARTS = 500;
