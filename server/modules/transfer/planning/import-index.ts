import { companyKey, nameKey } from '#shared/fold';
import { placeKey, type PlannedRow, type RowPlace } from './planned-row.ts';

/** A company of an import, as far as links ask about it. */
export type KnownCompany = RowPlace & Pick<PlannedRow, 'status' | 'values'>;

/** Where an import speaks of a person, company or deal: the first row of each, null where there is none. */
export interface RowIndex {
  company(sourceId: string): KnownCompany | null;
  companyNamed(name: string): RowPlace | null;
  person(sourceId: string): RowPlace | null;
  personWithEmail(email: string): RowPlace | null;
  personNamed(name: string, companyName: string | null): RowPlace | null;
  deal(sourceId: string): RowPlace | null;
  /** The parent of each company that names one, by the ids of the source. */
  parents(): Map<string, string>;
}

/** Finds the people, companies and deals of one import by id, address and name. */
export class ImportIndex implements RowIndex {
  private readonly people = new Map<string, PlannedRow[]>();
  private readonly companyById = new Map<string, PlannedRow>();
  private readonly personById = new Map<string, PlannedRow>();
  private readonly dealById = new Map<string, PlannedRow>();
  private readonly companyByKey = new Map<string, PlannedRow>();
  private readonly personByEmail = new Map<string, PlannedRow>();
  private readonly personOf: Map<string, PlannedRow>;

  private readonly likelyOf: Map<string, PlannedRow>;
  private readonly parentLinks: [child: string, parent: string][] = [];

  constructor(rows: PlannedRow[], same: { personOf: Map<string, PlannedRow>; likelyOf: Map<string, PlannedRow> }) {
    this.personOf = same.personOf;
    this.likelyOf = same.likelyOf;
    for (const row of rows) this.add(row);
  }

  /** The row of a company or of one that the source has deleted, by the source's id. */
  company(sourceId: string): PlannedRow | null {
    return this.companyById.get(idKey(sourceId)) ?? null;
  }

  /** The first row that names this company, whoever it belongs to. */
  companyNamed(name: string): PlannedRow | null {
    return this.companyByKey.get(companyKey(name)) ?? null;
  }

  /** The first row of the person with this id. */
  person(sourceId: string): PlannedRow | null {
    const row = this.personById.get(idKey(sourceId));
    return row === undefined ? null : this.first(row);
  }

  /** The first row of the person with this address. */
  personWithEmail(email: string): PlannedRow | null {
    const row = this.personByEmail.get(email);
    return row === undefined ? null : this.first(row);
  }

  /**
   * The one person of this name; of several, the one at this company; two who are likely one count as one; null
   * when nobody or more remain.
   */
  personNamed(name: string, companyName: string | null): PlannedRow | null {
    const rows = this.people.get(nameKey(name)) ?? [];
    const persons = new Set(rows.map((row) => this.first(row)));
    const company = companyName === null ? '' : companyKey(companyName);
    const there = new Set(
      rows.filter((row) => company !== '' && row.keys?.companyKey === company).map((row) => this.first(row)),
    );
    if (there.size > 0) return [...there][0] ?? null;
    const likely = new Set([...persons].map((row) => this.likelyOf.get(placeKey(row)) ?? row));
    return likely.size === 1 ? ([...likely][0] ?? null) : null;
  }

  /** The row of the deal with this id. */
  deal(sourceId: string): PlannedRow | null {
    return this.dealById.get(idKey(sourceId)) ?? null;
  }

  parents(): Map<string, string> {
    return parentsIn(this.parentLinks, this);
  }

  private first(row: PlannedRow): PlannedRow {
    return this.personOf.get(placeKey(row)) ?? row;
  }

  private add(row: PlannedRow): void {
    const id = row.values['source_id'];
    if (typeof id === 'string' && id !== '') {
      const ids =
        row.object === 'company'
          ? this.companyById
          : row.object === 'deal'
            ? this.dealById
            : row.object === 'person'
              ? this.personById
              : null;
      if (ids !== null && !ids.has(idKey(id))) ids.set(idKey(id), row);
    }
    this.parentLinks.push(...parentLinksOf(row));
    const company = row.values.company;
    if (row.status !== 'skipped' && row.status !== 'rejected' && company !== undefined) {
      const key = companyKey(company);
      const known = this.companyByKey.get(key);
      if (known === undefined || (known.status !== 'company' && row.status === 'company'))
        this.companyByKey.set(key, row);
    }
    if (row.status === 'person') this.addPerson(row);
  }

  private addPerson(row: PlannedRow): void {
    const name = row.keys?.nameKey ?? '';
    if (name !== '') {
      const rows = this.people.get(name);
      if (rows === undefined) this.people.set(name, [row]);
      else rows.push(row);
    }
    for (const { value } of row.values.emails ?? [])
      if (!this.personByEmail.has(value)) this.personByEmail.set(value, row);
  }
}

/** Which company a row says its own belongs to, by the ids of the source. */
export function parentLinksOf(row: PlannedRow): [child: string, parent: string][] {
  if (row.status === 'skipped' || row.status === 'rejected') return [];
  const link = row.links.find((one) => one.role === 'parent');
  return link?.sourceId == null ? [] : [[String(row.values['source_id']), link.sourceId]];
}

/** Parents that are there, in the spelling of their own rows. */
export function parentsIn(links: [child: string, parent: string][], index: RowIndex): Map<string, string> {
  return new Map(
    links.flatMap(([child, id]) => {
      const parent = index.company(id);
      return parent && parent.status !== 'skipped' ? [[child, String(parent.values['source_id'])] as const] : [];
    }),
  );
}

/** Salesforce ids have 15 letters or, with their check, 18; case counts. */
export function idKey(id: string): string {
  return /^[A-Za-z0-9]{15}[A-Z0-5]{3}$/.test(id) ? id.slice(0, 15) : id;
}
