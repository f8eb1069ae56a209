import type { Context } from '#kernel/workspace';
import { companyKey, nameKey } from '#shared/fold';
import type { Link, PlannedRow } from '../../planning/planned-row.ts';
import { listCompaniesByKeys, listPeopleByKeys } from '../../queries/record-keys.ts';
import { namesIn } from '../store-companies.ts';
import { idAt, type StoreRun } from '../store-run.ts';

/** Whom and what a row was with, as records. */
export interface Parties {
  people: string[];
  company: string | null;
  deal: string | null;
}

/** Finds the records behind the links of rows: in the files first, then in the workspace, by address or by a name
 * that one person alone has. */
export async function findParties(
  ctx: Context,
  run: StoreRun,
  rows: PlannedRow[],
): Promise<(row: PlannedRow) => Parties> {
  await findCompanies(ctx, run, rows);
  const people = await findPeople(ctx, run, rows);
  return (row) => ({
    people: [...new Set(row.links.flatMap((link) => (link.role === 'person' ? people(link) : [])))],
    company: companyOf(run, row),
    deal:
      row.links.map((link) => (link.role === 'deal' ? idAt(run, link.to, 'deal') : null)).find((id) => id !== null) ??
      null,
  });
}

/** Whether a row belongs to nobody that is known. */
export function isNobody({ people, company, deal }: Parties): boolean {
  return people.length === 0 && company === null && deal === null;
}

/** The relation fields of an interaction. A company counts by itself only where no person is named. */
export function fieldsOf({ people, company, deal }: Parties): Record<string, string[]> {
  return {
    ...(people.length > 0 ? { people: people.slice(0, 500) } : {}),
    ...(company && people.length === 0 ? { companies: [company] } : {}),
    ...(deal ? { deals: [deal] } : {}),
  };
}

/** The company a row belongs to: by its name, else by the row its link leads to. */
function companyOf(run: StoreRun, row: PlannedRow): string | null {
  for (const name of namesIn(row)) {
    const id = run.companyIds.get(companyKey(name));
    if (id) return id;
  }
  for (const link of row.links) {
    const id = link.role === 'company' ? idAt(run, link.to, 'company') : null;
    if (id) return id;
  }
  return null;
}

/** Companies of the workspace that the files only name. */
async function findCompanies(ctx: Context, run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const keys = new Set(
    rows.flatMap((row) => namesIn(row).map(companyKey)).filter((key) => key !== '' && !run.companyIds.has(key)),
  );
  if (keys.size === 0) return;
  const found = await listCompaniesByKeys(
    ctx,
    [...keys].map((key) => `c${key}`),
  );
  for (const one of found) run.companyIds.set(one.key.slice(1), one.record_id);
}

async function findPeople(ctx: Context, run: StoreRun, rows: PlannedRow[]): Promise<(link: Link) => string[]> {
  const loose = rows.flatMap((row) =>
    row.links.filter((link) => link.role === 'person' && !idAt(run, link.to, 'person')),
  );
  const keys = [...new Set(loose.flatMap((link) => keyOf(link) ?? []))];
  const found = keys.length === 0 ? [] : await listPeopleByKeys(ctx, keys);
  const byKey = Map.groupBy(found, (one) => one.key);
  return (link) => {
    const inFile = idAt(run, link.to, 'person');
    if (inFile) return [inFile];
    const some = byKey.get(keyOf(link) ?? '') ?? [];
    return some.length === 1 ? [some[0]!.record_id] : [];
  };
}

function keyOf(link: Link): string | null {
  if (link.email) return `e${link.email.toLowerCase()}`;
  const key = link.name ? nameKey(link.name) : '';
  return key === '' ? null : `n${key}`;
}
