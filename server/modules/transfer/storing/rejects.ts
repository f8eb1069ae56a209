import Papa from 'papaparse';
import type { Source } from '../reading/open-source.ts';
import { cellText } from '../reading/table.ts';
import type { TableMapping } from '../recognising/mapping.ts';
import { safeCell } from '../safe-cell.ts';

/** A rejected row: where it stands and why it was kept out. */
export interface Place {
  file: string;
  sheet: string;
  row: number;
  reason: string;
}

/** The rejected rows as a table that can be mended and brought again: reason, place, then the columns as they stood. */
export async function writeRejects(sources: Source[], mapping: TableMapping[], places: Place[]): Promise<string> {
  const headers = [...new Set(mapping.flatMap((table) => table.columns.map((column) => column.header)))].filter(
    Boolean,
  );
  const lines: string[][] = [['Reason', 'File', 'Sheet', 'Row', ...headers]];
  const cells = await readPlaces(sources, mapping, places);
  for (const place of places) {
    const columns = mapping.find((one) => one.file === place.file && (one.sheet ?? '') === place.sheet)?.columns ?? [];
    const texts = cells(place);
    const own = new Map(columns.map((column, at) => [column.header, texts[at] ?? '']));
    lines.push(
      [place.reason, place.file, place.sheet, String(place.row), ...headers.map((header) => own.get(header) ?? '')].map(
        safeCell,
      ),
    );
  }
  return `\uFEFF${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}

function key({ file, sheet, row }: Pick<Place, 'file' | 'sheet' | 'row'>): string {
  return JSON.stringify([file, sheet, row]);
}

/** The cells of some rows by the number of their column, as a person sees them; none for what is no row of a table. */
export async function readPlaces(
  sources: Source[],
  mapping: TableMapping[],
  places: Place[],
): Promise<(place: Place) => string[]> {
  const wanted = new Set(places.map(key));
  const found = new Map<string, string[]>();
  for (const source of sources) {
    if (source.kind !== 'tables') continue;
    for (const table of source.tables) {
      const own = mapping.find((one) => one.file === table.file && one.sheet === table.sheet);
      if (!own || !places.some((place) => place.file === table.file && place.sheet === (table.sheet ?? ''))) continue;
      const shift = table.numbering === 'after-header' ? (own.headerRow ?? -1) : 0;
      for await (const batch of table.read()) {
        for (const row of batch) {
          const place = key({ file: table.file, sheet: table.sheet ?? '', row: row.number - shift });
          if (wanted.has(place))
            found.set(
              place,
              own.columns.map((column) => cellText(row.cells[column.index])),
            );
        }
      }
    }
  }
  return (place) => found.get(key(place)) ?? [];
}
