import { companyKey } from '#shared/fold';
import type { RowIndex } from './import-index.ts';
import { newLink, type Link, type PlannedRow, type RowPlace } from './planned-row.ts';

/** A link that leads nowhere, for the report. */
export interface Unresolved {
  row: PlannedRow;
  role: Link['role'];
  value: string;
  reason: string;
}

/**
 * Finds the ends of all links of an import; a dealing with nobody known is rejected.
 * A link without an end keeps what it says, so that it can be looked for in the workspace; ids without an end are
 * reported.
 */
export function resolveLinks(rows: PlannedRow[], index: RowIndex): Unresolved[] {
  const unresolved: Unresolved[] = [];
  for (const row of rows) {
    if (row.status === 'skipped' || row.status === 'rejected') continue;
    const byId = row.links.some((link) => link.sourceId !== null);
    row.links = row.links.flatMap((link) => resolve(row, link, { index, unresolved }) ?? []);
    if (row.status === 'interaction' && row.object === 'interaction') settleInteraction(row, byId, index);
  }
  dropCircles(rows, index, unresolved);
  return unresolved;
}

interface Finding {
  index: RowIndex;
  unresolved: Unresolved[];
}

function resolve(row: PlannedRow, link: Link, { index, unresolved }: Finding): Link | null {
  if (link.to !== null) return link;
  const report = (reason: string) =>
    void unresolved.push({ row, role: link.role, value: link.sourceId ?? link.name ?? '', reason });
  if (link.role === 'company' || link.role === 'parent') return resolveCompany(link, { index, report });
  if (link.role === 'person' || link.role === 'reports_to') {
    const byId = link.sourceId === null ? null : index.person(link.sourceId);
    const to = byId ?? (link.email === null ? null : index.personWithEmail(link.email)) ?? byName(link, index);
    if (to === null && link.sourceId !== null) report('no such person in the files');
    return { ...link, to };
  }
  if (link.role === 'deal') {
    const to = link.sourceId === null ? null : index.deal(link.sourceId);
    if (to === null && link.sourceId !== null) report('no such deal: the note stays on its organisation');
    return { ...link, to };
  }
  if (link.to === null) report('the group names a card that is in no file');
  return link;
}

function byName(link: Link, index: RowIndex): RowPlace | null {
  return link.name === null ? null : index.personNamed(link.name, link.companyName);
}

function resolveCompany(
  link: Link,
  { index, report }: { index: RowIndex; report: (reason: string) => void },
): Link | null {
  const named = () => (link.name === null ? link : { ...link, to: index.companyNamed(link.name) });
  if (link.sourceId === null) return named();
  const found = index.company(link.sourceId);
  if (found !== null && found.status !== 'skipped') return { ...link, to: found };
  if (found !== null) {
    report('the company is deleted in the source: no link');
    return null;
  }
  report(
    link.name === null
      ? 'no such company in the files: no link'
      : 'no such company in the files: company made from its name',
  );
  return named();
}

/** Gives a row that knows its company only by id the company's name, so that people and keys can be compared. */
export function nameCompanyById(row: PlannedRow, index: RowIndex): void {
  if (row.values.company !== undefined) return;
  const sourceId = row.links.find((one) => one.role === 'company' && one.sourceId !== null)?.sourceId ?? null;
  const company = sourceId === null ? null : index.company(sourceId);
  if (company?.values.company === undefined || company.status === 'skipped') return;
  row.values.company = company.values.company;
  if (row.keys !== null) row.keys.companyKey = companyKey(company.values.company);
}

/**
 * A dealing belongs to a person, else to a company that the import knows; a company may stand in the person's
 * place.
 */
function settleInteraction(row: PlannedRow, byId: boolean, index: RowIndex): void {
  const known = row.links.filter((link) => link.to !== null);
  if (!known.some((link) => link.role === 'person' || link.role === 'company')) {
    const who = row.links.find((link) => link.role === 'person')?.name ?? null;
    const company = who === null ? null : index.companyNamed(who);
    const link = company === null ? null : newLink('company', { name: who, to: company });
    if (link !== null) {
      known.push(link);
      row.links.push(link);
    }
  }
  if (known.length > 0) return;
  row.status = 'rejected';
  row.reason = byId ? 'belongs to nothing in the files' : 'names neither a known person nor a known company';
}

/** Two companies that are each other's parent, at any distance, get no parent at all. */
function dropCircles(rows: PlannedRow[], index: RowIndex, unresolved: Unresolved[]): void {
  const parentOf = index.parents();
  for (const row of rows) {
    if (row.links.every((link) => link.role !== 'parent')) continue;
    const start = String(row.values['source_id']);
    const seen = new Set([start]);
    let at = parentOf.get(start);
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = parentOf.get(at);
    }
    if (at !== start) continue;
    unresolved.push({ row, role: 'parent', value: parentOf.get(start) ?? '', reason: 'a circle of parents: no link' });
    row.links = row.links.filter((link) => link.role !== 'parent');
  }
}
