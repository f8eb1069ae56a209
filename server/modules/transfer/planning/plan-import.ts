import type { Source } from '../reading/open-source.ts';
import type { TableMapping } from '../recognising/mapping.ts';
import { proposeMapping } from '../recognising/mapping.ts';
import { ImportIndex } from './import-index.ts';
import { type Duplicates, findDuplicates } from './join-duplicates.ts';
import { planAll } from './plan-chunks.ts';
import type { PlannedRow, PlanSettings } from './planned-row.ts';
import { nameCompanyById, resolveLinks, type Unresolved } from './resolve-links.ts';

/** All rows of one import with their duplicates and links, held in memory. */
export interface ImportPlan {
  rows: PlannedRow[];
  duplicates: Duplicates;
  unresolved: Unresolved[];
  /** Whether rows of companies have this id of the source. */
  hasCompany(sourceId: string): boolean;
  /** Rows whose person or company an earlier row began that is not among `rows`. */
  continued: Set<PlannedRow>;
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
  return finishPlan(await planAll({ sources, mapping: mappings, settings }));
}

/** Joins and links rows that were planned one by one. */
function finishPlan(rows: PlannedRow[]): ImportPlan {
  const companies = rows.filter((row) => row.object === 'company');
  const early = new ImportIndex(companies, { personOf: new Map(), likelyOf: new Map() });
  for (const row of rows) nameCompanyById(row, early);
  const duplicates = findDuplicates(rows);
  const unresolved = resolveLinks(rows, new ImportIndex(rows, duplicates));
  const ids = new Set(rows.map((row) => (row.status === 'company' ? String(row.values['source_id'] ?? '') : '')));
  return { rows, duplicates, unresolved, hasCompany: (id) => ids.has(id), continued: new Set() };
}
