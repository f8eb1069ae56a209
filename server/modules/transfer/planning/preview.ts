import { cellText, type Table } from '../reading/table.ts';
import type { TableMapping } from '../recognising/mapping.ts';
import { planTable } from './plan-table.ts';
import type { PlannedRow, PlanSettings } from './planned-row.ts';

/** One value of a column before and after, with what is wrong with it. */
export interface Sample {
  before: string;
  after: string;
  problem: string | null;
}

/**
 * Samples of each column of a table under a mapping, at most `most` a column: refused values first, then filled
 * ones.
 */
export async function previewTable(
  table: Table,
  mapping: TableMapping,
  settings: PlanSettings,
  most = 3,
): Promise<Sample[][]> {
  const found = mapping.columns.map((): Sample[] => []);
  const planned = new Map<number, PlannedRow>();
  for await (const batch of planTable(table, mapping, settings)) {
    for (const row of batch) planned.set(row.row, row);
    if (planned.size >= LOOKED_AT) break;
  }
  const shift = table.numbering === 'after-header' ? (mapping.headerRow ?? -1) : 0;
  for await (const batch of table.read()) {
    for (const row of batch) {
      const plan = planned.get(row.number - shift);
      if (plan === undefined || row.number <= (mapping.headerRow ?? -1)) continue;
      for (const column of mapping.columns) {
        const before = cellText(row.cells[column.index]);
        if (before !== '') found[column.index]?.push(sampleOf(before, column.header, column.field, plan));
      }
    }
    if ((batch.at(-1)?.number ?? 0) > LOOKED_AT) break;
  }
  return found.map((samples) =>
    samples.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null)).slice(0, most),
  );
}

/** Enough rows to meet each kind of value once. */
const LOOKED_AT = 500;

function sampleOf(before: string, header: string, field: string | null, plan: PlannedRow): Sample {
  const refusal = plan.refused.find((one) => one.column === header && before.includes(one.value));
  if (field === null || plan.status === 'skipped') return { before, after: '', problem: null };
  return {
    before,
    after: shown(plan, field),
    problem: refusal?.reason ?? (plan.status === 'rejected' ? plan.reason : null),
  };
}

function shown(plan: PlannedRow, field: string): string {
  const { values } = plan;
  const list = (items: { value: string }[] | undefined) => (items ?? []).map((item) => item.value).join(', ');
  if (field === 'phone' || field === 'phone.value') return list(values.phones);
  if (field === 'email' || field === 'email.value') return list(values.emails);
  if (typeof values.name === 'object' && ['name', 'first', 'last', 'prefix', 'middle', 'suffix'].includes(field)) {
    return field === 'name' ? values.name.full : values.name[field as 'first'];
  }
  const address = values.address as Record<string, string> | undefined;
  const value =
    values[field] ??
    (field === 'kind' ? plan.kind : field === 'with' || field === 'person' ? linkName(plan) : address?.[field]);
  if (typeof value === 'object' && value !== null && 'amount' in value) return Object.values(value).join(' ');
  return value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value as string);
}

function linkName(plan: PlannedRow): string {
  return plan.links.find((link) => link.role === 'person')?.name ?? '';
}
