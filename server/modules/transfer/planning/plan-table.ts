import type { Row, Table } from '../reading/table.ts';
import type { TableMapping } from '../recognising/mapping.ts';
import { notData } from '../recognising/row-kind.ts';
import type { Context } from './rows/cell-values.ts';
import { columnsOf } from './rows/columns.ts';
import { planCompany } from './rows/company-row.ts';
import { planDeal } from './rows/deal-row.ts';
import { planInteraction } from './rows/interaction-row.ts';
import { planPerson } from './rows/person-row.ts';
import { planRecord } from './rows/record-row.ts';
import { newRow, type PlannedRow, type PlanSettings, type RowPlace } from './planned-row.ts';

/** Plans the rows of one table batch by batch, each by itself: memory stays that of one batch at any size. */
export async function* planTable(
  table: Table,
  mapping: TableMapping,
  settings: PlanSettings,
): AsyncIterable<PlannedRow[]> {
  if (mapping.object === null || mapping.object === 'goldmine') return;
  const context: Context = { columns: columnsOf(mapping), settings };
  const plan = PLANNERS[mapping.object];
  const isText = table.numbering === 'after-header';
  const shift = isText ? (mapping.headerRow ?? -1) : 0;
  const above: Above = { cells: [] };
  for await (const batch of table.read()) {
    const planned: PlannedRow[] = [];
    for (const row of batch) {
      if (row.number <= (mapping.headerRow ?? -1)) continue;
      const place: RowPlace = { file: table.file, sheet: table.sheet, row: row.number - shift };
      const why = notData(row, mapping, isText);
      if (why === 'blank') continue;
      if (why === null) planned.push(withComments(plan(place, fillDown(row, above), context), row));
      else planned.push(newRow(place, 'skipped', why));
    }
    if (planned.length > 0) yield planned;
  }
}

const PLANNERS = {
  person: planPerson,
  company: planCompany,
  deal: planDeal,
  interaction: planInteraction,
  task: planInteraction,
  record: planRecord,
};

interface Above {
  cells: Row['cells'];
}

/** Fills what merged areas and the sign for "as above" leave out. */
function fillDown(row: Row, above: Above): Row {
  let cells = row.cells;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === '»' || cells[i] === '〃') {
      if (cells === row.cells) cells = [...cells];
      cells[i] = above.cells[i] ?? null;
    }
  }
  if (row.merged !== undefined) {
    if (cells === row.cells) cells = [...cells];
    for (const [column, value] of row.merged) cells[column] ??= value;
  }
  above.cells = cells;
  return cells === row.cells ? row : { ...row, cells };
}

function withComments(planned: PlannedRow, row: Row): PlannedRow {
  if (row.comments !== undefined) planned.source['comment'] = row.comments.join('\n');
  if (row.hidden === true) planned.source['hidden'] = 'row';
  return planned;
}
