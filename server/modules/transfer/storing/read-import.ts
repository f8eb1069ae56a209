import { join } from 'node:path';
import type { Workspace } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { planImport, proposeMappings, type ImportPlan } from '../planning/plan-import.ts';
import type { PlanSettings } from '../planning/planned-row.ts';
import { previewTable, type Sample } from '../planning/preview.ts';
import { fileOnDisk } from '../reading/import-file.ts';
import { openSources, type Source } from '../reading/open-source.ts';
import type { Table } from '../reading/table.ts';
import { listFields } from '../recognising/headers.ts';
import type { ColumnMapping, TableMapping } from '../recognising/mapping.ts';
import type { FoundTable, ImportRecord } from './import-record.ts';
import type { Limits } from './large/limits.ts';

/** Folder of one import's files. */
export function folderOf(dataDir: string, importId: string): string {
  return join(dataDir, 'imports', importId);
}

/** The files of an import as they were sent; 410 where they are no longer kept. */
export async function openImport(dataDir: string, record: ImportRecord): Promise<Source[]> {
  if (record.uploads_gone_at) fail('import.files_gone');
  const folder = folderOf(dataDir, record.id);
  return openSources(record.files.map((file) => fileOnDisk(join(folder, file.stored), file.name)));
}

/** The customs of a workspace by which its files are read. */
export function settingsOf(workspace: Workspace, record: ImportRecord): PlanSettings {
  return {
    region: workspace.region,
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    dayFirst: workspace.region !== 'US',
    ownDomains: record.options.own_domains ?? [],
  };
}

export interface Reading {
  sources: Source[];
  tables: FoundTable[];
  mapping: TableMapping[];
  /** Null where the files are too large to be planned at once. */
  plan: ImportPlan | null;
}

/** Recognises the files of an import, counts their rows and plans them where they are of a usual size. `counted` is
 * what an earlier reading of the same files found: a large file is not gone through again. */
export async function readImport(
  sources: Source[],
  settings: PlanSettings,
  chosen: { mapping: TableMapping[] | null; counted: FoundTable[]; limits: Limits },
): Promise<Reading> {
  const mapping = chosen.mapping ?? (await proposeMappings(sources));
  const tables: FoundTable[] = [];
  let rows = 0;
  for (const source of sources) {
    const found =
      source.kind === 'tables' ? await countTables(source, mapping, chosen.counted) : await countStream(source);
    tables.push(...found);
    rows += found.reduce((sum, table) => sum + (table.rows ?? 0), 0);
  }
  const alone = tables.filter((table) => table.object).length === 1 && sources[0]?.kind === 'tables';
  const { limits } = chosen;
  const plan = rows <= (alone ? limits.alone : limits.together) ? await planImport(sources, mapping, settings) : null;
  return { sources, tables, mapping, plan };
}

async function countTables(
  source: Source & { kind: 'tables' },
  mapping: TableMapping[],
  counted: FoundTable[],
): Promise<FoundTable[]> {
  const found: FoundTable[] = [];
  for (const table of source.tables) {
    const own = mapping.find((one) => one.file === table.file && one.sheet === table.sheet);
    const known = counted.find((one) => one.name === table.file && one.sheet === table.sheet);
    found.push({
      name: table.file,
      sheet: table.sheet,
      rows: known?.rows ?? (await countRows(table, own)),
      object: own?.record ?? own?.object ?? null,
      recognised_as: own?.recognisedAs ?? 'no data',
    });
  }
  return found;
}

async function countRows(table: Table, own: TableMapping | undefined): Promise<number> {
  let rows = 0;
  for await (const batch of table.read()) rows += batch.length;
  if (own?.headerRow !== null && own?.headerRow !== undefined) rows -= 1;
  return Math.max(0, rows);
}

const streams = { cards: ['person', 'vCard'], calendar: ['meeting', 'iCalendar'], mail: ['mail', 'Mailbox'] } as const;

async function countStream(source: Exclude<Source, { kind: 'tables' }>): Promise<FoundTable[]> {
  let rows = 0;
  for await (const _ of source.read()) rows += 1;
  const [object, recognised_as] = streams[source.kind];
  return [{ name: source.file, sheet: null, rows, object, recognised_as }];
}

/** The mapping as the page shows it: values before and after, what is wrong with them, what a column could feed. */
export async function showMapping(sources: Source[], mapping: TableMapping[], settings: PlanSettings) {
  const shown = [];
  for (const one of mapping) {
    const table = sources
      .flatMap((source) => (source.kind === 'tables' ? source.tables : []))
      .find((other) => other.file === one.file && other.sheet === one.sheet);
    const samples = table && one.object ? await previewTable(table, one, settings) : [];
    const { file, sheet, object, confidence } = one;
    shown.push({
      file,
      sheet,
      header_row: one.headerRow,
      object: one.record ?? object,
      recognised_as: one.recognisedAs,
      confidence,
      day_first: one.dayFirst,
      fields: object && object !== 'goldmine' ? listFields(object) : [],
      columns: one.columns.map((column) => showColumn(column, samples[column.index] ?? [])),
    });
  }
  return shown;
}

function showColumn(column: ColumnMapping, samples: Sample[]) {
  const { index, header, field, label, slot, confidence } = column;
  const offered = field === null && header !== '' ? { new_field: offer(header, samples) } : {};
  const taken = column.own ? { create: true } : {};
  return { index, header, field, label, slot, confidence, samples: samples.map(cut), ...offered, ...taken };
}

function cut({ before, after, problem }: Sample): Sample {
  return { before: before.slice(0, 200), after: after.slice(0, 200), problem };
}

/** A field of one's own for a column nobody knows, of the type its first values have. */
function offer(header: string, samples: Sample[]): { label: string; type: string } {
  const values = samples.map((sample) => sample.before);
  const all = (pattern: RegExp) => values.length > 0 && values.every((value) => pattern.test(value));
  const type = all(/^\d{4}-\d\d-\d\d$/)
    ? 'date'
    : all(/^-?\d{1,12}(\.\d+)?$/) && !values.some((value) => /^0\d/.test(value))
      ? 'number'
      : 'text';
  return { label: header.slice(0, 80), type };
}
