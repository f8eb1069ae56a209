import { parsePhones } from '#shared/phone';
import { cellText, type Table } from '../reading/table.ts';
import type { ColumnMapping, TableMapping } from '../recognising/mapping.ts';
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
        if (before !== '') found[column.index]?.push(sampleOf(before, column, { plan, region: settings.region }));
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

/** What is wrong with the value itself; that a whole row is kept aside is told with the numbers. */
function sampleOf(
  before: string,
  { header, field }: Pick<ColumnMapping, 'header' | 'field'>,
  { plan, region }: { plan: PlannedRow; region: string },
): Sample {
  const refusal = plan.refused.find((one) => one.column === header && before.includes(one.value));
  if (field === null || plan.status === 'skipped') return { before, after: '', problem: null };
  return { before, after: shown(before, field, { plan, region }), problem: refusal?.reason ?? null };
}

function shown(before: string, field: string, { plan, region }: { plan: PlannedRow; region: string }): string {
  const { values } = plan;
  // Several columns feed one list: each shows what it brings to it.
  const list = (items: { value: string }[] | undefined, own: (value: string) => boolean) =>
    (items ?? [])
      .map((item) => item.value)
      .filter(own)
      .join(', ');
  if (field === 'phone' || field === 'phone.value') {
    const numbers = parsePhones(before, region).numbers.map((number) => number.value);
    return list(values.phones, (value) => numbers.includes(value));
  }
  if (field === 'email' || field === 'email.value')
    return list(values.emails, (value) => before.toLowerCase().includes(value));
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
