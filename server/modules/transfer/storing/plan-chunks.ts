import { Readable } from 'node:stream';
import { planCalendar, planCards, planMail } from '../planning/plan-streams.ts';
import { planTable } from '../planning/plan-table.ts';
import type { PlannedRow, PlanSettings } from '../planning/planned-row.ts';
import type { Source } from '../reading/open-source.ts';
import type { TableMapping } from '../recognising/mapping.ts';

// Rows that are joined among themselves before they meet the workspace; eight batches, so that two go on at once.
const chunkRows = 4_000;

/** The planned rows of a source of any size, some thousand at a time; no more of them are held. */
export async function* planChunks(
  source: Source,
  mapping: TableMapping[],
  settings: PlanSettings,
): AsyncGenerator<PlannedRow[]> {
  let chunk: PlannedRow[] = [];
  for await (const rows of planStream(source, mapping, settings)) {
    for (const row of rows) chunk.push(row);
    if (chunk.length < chunkRows) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The rows of one source in the order of the file; only a chunk of them is held. */
async function* planStream(
  source: Source,
  mapping: TableMapping[],
  settings: PlanSettings,
): AsyncGenerator<PlannedRow[]> {
  if (source.kind === 'calendar') yield await planCalendar(source, settings);
  if (source.kind === 'mail') for await (const row of planMail(source, settings)) yield [row];
  if (source.kind === 'cards') {
    for await (const cards of grouped(source.read(), chunkRows)) {
      // A group joins the cards it stands with.
      yield await planCards({ ...source, read: () => Readable.from(cards) }, settings);
    }
  }
  if (source.kind !== 'tables') return;
  for (const table of source.tables) {
    const own = mapping.find((one) => one.file === table.file && one.sheet === table.sheet);
    if (own?.object) yield* planTable(table, own, settings);
  }
}

async function* grouped<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    if (group.push(item) < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
