import type { Source } from '../reading/open-source.ts';
import type { TableMapping } from '../recognising/mapping.ts';
import { proposeMapping } from '../recognising/mapping.ts';
import type { Table } from '../reading/table.ts';
import { planGoldmine } from './goldmine/plan-goldmine.ts';
import { ImportIndex } from './import-index.ts';
import { type Duplicates, findDuplicates } from './join-duplicates.ts';
import { planCalendar, planCards, planMail } from './plan-streams.ts';
import { planTable } from './plan-table.ts';
import type { PlannedRow, PlanSettings } from './planned-row.ts';
import { nameCompanyById, resolveLinks, type Unresolved } from './resolve-links.ts';

/** All rows of one import with their duplicates and links, held in memory. */
export interface ImportPlan {
  rows: PlannedRow[];
  duplicates: Duplicates;
  unresolved: Unresolved[];
}

/** Proposes how each table of the sources should be read, in their order. */
export async function proposeMappings(sources: Source[]): Promise<TableMapping[]> {
  const mappings: TableMapping[] = [];
  for (const source of sources) {
    if (source.kind !== 'tables') continue;
    for (const table of source.tables) mappings.push(await proposeMapping(table));
  }
  return mappings;
}

/** Plans every file of one import together: joins certain duplicates, proposes likely ones, finds the ends of links. */
export async function planImport(
  sources: Source[],
  mappings: TableMapping[],
  settings: PlanSettings,
): Promise<ImportPlan> {
  const rows: PlannedRow[] = [];
  for (const source of sources) {
    if (source.kind === 'cards') rows.push(...(await planCards(source, settings)));
    if (source.kind === 'calendar') rows.push(...(await planCalendar(source, settings)));
    if (source.kind === 'mail') for await (const row of planMail(source, settings)) rows.push(row);
    if (source.kind !== 'tables') continue;
    for (const table of source.tables) {
      const mapping = mappings.find((one) => one.file === table.file && one.sheet === table.sheet);
      if (mapping !== undefined) for await (const batch of planTable(table, mapping, settings)) rows.push(...batch);
    }
  }
  const gold = sources
    .flatMap((source) => (source.kind === 'tables' ? source.tables : []))
    .filter((table) => isGoldmine(table, mappings));
  if (gold.length > 0) rows.push(...(await planGoldmine(gold, settings)));
  return finishPlan(rows);
}

function isGoldmine(table: Table, mappings: TableMapping[]): boolean {
  return mappings.some((one) => one.file === table.file && one.sheet === table.sheet && one.object === 'goldmine');
}

/** Joins and links rows that were planned one by one. */
export function finishPlan(rows: PlannedRow[]): ImportPlan {
  const companies = rows.filter((row) => row.object === 'company');
  const early = new ImportIndex(companies, { personOf: new Map(), likelyOf: new Map() });
  for (const row of rows) nameCompanyById(row, early);
  const duplicates = findDuplicates(rows);
  const unresolved = resolveLinks(rows, new ImportIndex(rows, duplicates));
  return { rows, duplicates, unresolved };
}
