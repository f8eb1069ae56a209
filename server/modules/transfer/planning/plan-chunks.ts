import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { planCard } from './cards/card-row.ts';
import { planGoldmine } from './goldmine/plan-goldmine.ts';
import type { Table } from '../reading/table.ts';
import { planCalendar, planCards, planMail } from './plan-streams.ts';
import { planTable } from './plan-table.ts';
import type { PlannedRow, PlanSettings } from './planned-row.ts';
import type { Source } from '../reading/open-source.ts';
import type { TableMapping } from '../recognising/mapping.ts';

/** What is read, and how. */
export interface Files {
  sources: Source[];
  mapping: TableMapping[];
  settings: PlanSettings;
}

/** The planned rows of files of any size, so many at a time; no more of them are held. Companies come first, then
 * people, then what speaks of them, whatever the order of the files. It is the same order each time. */
export async function* planChunks(files: Files, chunkRows: number): AsyncGenerator<PlannedRow[]> {
  let chunk: PlannedRow[] = [];
  for (const { read } of partsOf(files)) {
    for await (const rows of read(chunkRows)) {
      for (const row of rows) {
        chunk.push(row);
        if (chunk.length < chunkRows) continue;
        yield chunk;
        chunk = [];
      }
      // A file that is read from memory would keep everybody else waiting.
      await setImmediate();
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** The same rows in the same order, all at once. */
export async function planAll(files: Files): Promise<PlannedRow[]> {
  const all: PlannedRow[] = [];
  for (const { read } of partsOf(files)) for await (const rows of read(Infinity)) all.push(...rows);
  return all;
}

interface Part {
  turn: number;
  read(chunkRows: number): AsyncIterable<PlannedRow[]>;
}

const turns = { company: 0, person: 1, goldmine: 2, deal: 3, interaction: 4, task: 4, record: 5 };

function partsOf(files: Files): Part[] {
  return [...eachPart(files)].toSorted((a, b) => a.turn - b.turn);
}

function* eachPart({ sources, mapping, settings }: Files): Generator<Part> {
  for (const source of sources) {
    if (source.kind === 'cards') yield { turn: turns.person, read: (most) => planAllCards(source, settings, most) };
    if (source.kind === 'calendar') {
      yield { turn: turns.interaction, read: () => whole(planCalendar(source, settings)) };
    }
    if (source.kind === 'mail') yield { turn: turns.interaction, read: () => oneByOne(planMail(source, settings)) };
    if (source.kind !== 'tables') continue;
    for (const table of source.tables) {
      const own = mapping.find((one) => one.file === table.file && one.sheet === table.sheet);
      if (own?.object) yield { turn: turns[own.object], read: () => planTable(table, own, settings) };
    }
  }
  const gold = sources
    .flatMap((source) => (source.kind === 'tables' ? source.tables : []))
    .filter((table) => isGoldmine(table, mapping));
  if (gold.length > 0) yield { turn: turns.goldmine, read: () => whole(planGoldmine(gold, settings)) };
}

/** The files of a GoldMine folder say something only together. */
function isGoldmine(table: Table, mappings: TableMapping[]): boolean {
  return mappings.some((one) => one.file === table.file && one.sheet === table.sheet && one.object === 'goldmine');
}

/** Cards some thousand at a time. What groups say of their members is learnt before, as a group may come last. */
async function* planAllCards(
  source: Extract<Source, { kind: 'cards' }>,
  settings: PlanSettings,
  most: number,
): AsyncGenerator<PlannedRow[]> {
  if (most === Infinity) return yield planCards(source, settings);
  const groups = new Map<string, string[]>();
  for await (const card of source.read()) {
    if (!card.lines.some((line) => line.name === 'MEMBER')) continue;
    const { status, values, links } = planCard(source.file, card, settings);
    if (status !== 'group' || typeof values.name !== 'string' || values.name === '') continue;
    for (const { sourceId } of links)
      if (sourceId) groups.set(sourceId, [...(groups.get(sourceId) ?? []), values.name]);
  }
  for await (const cards of grouped(source.read(), most)) {
    const rows = await planCards({ ...source, read: () => Readable.from(cards) }, settings);
    for (const row of rows) {
      const names = groups.get(String(row.values['source_id'] ?? ''));
      if (names) row.values.tags = [...new Set([...(row.values.tags ?? []), ...names])];
    }
    yield rows;
  }
}

async function* whole(rows: Promise<PlannedRow[]>): AsyncGenerator<PlannedRow[]> {
  yield await rows;
}

async function* oneByOne(rows: AsyncIterable<PlannedRow>): AsyncGenerator<PlannedRow[]> {
  for await (const row of rows) yield [row];
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
