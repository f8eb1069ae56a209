import { companyKey, nameKey } from '#shared/fold';
import { idKey, parentLinksOf, parentsIn, type KnownCompany, type RowIndex } from '../import-index.ts';
import { certainKeys, likelyKeys, type DuplicatePair } from '../join-duplicates.ts';
import type { ImportPlan } from '../plan-import.ts';
import { placeKey, type PlannedRow, type RowPlace } from '../planned-row.ts';
import { nameCompanyById, resolveLinks } from '../resolve-links.ts';
import { relationsOf } from '../rows/relations.ts';
import { CompactKeys } from './compact-keys.ts';
import { Groups } from './groups.ts';
import { Numbers } from './numbers.ts';
import { Places } from './places.ts';

// About 110 MB; a million people with all their keys have seven millions.
const mostKeys = 8_000_000;

const mostNamesakes = 10_000; // rows about one person that are gone through to find another of the same name

/** What must be known of all rows of an import to plan a part of them as if all were at hand: who is one person, and
 * where people, companies and deals stand. Some eighty bytes a row. Rows come in the order in which they are planned
 * later, companies before those who name them. Each row is known by the number of its turn. */
export class Outline implements RowIndex {
  /** Companies that people name before the rows about them come. */
  lateCompanies = false;
  /** People or companies that name others of their kind. */
  related = false;
  people = 0;
  private readonly places = new Places();
  private readonly keys = new CompactKeys(mostKeys);
  private readonly certain = new Groups();
  private readonly alike = new Groups();
  /** The row before with the same name, one above its number; and whether two people bear the name so far. */
  private readonly namesake = new Numbers();
  private readonly shared = new Numbers();
  private readonly companies = new Map<number, KnownCompany>();
  private readonly parentLinks: [child: string, parent: string][] = [];
  private parentIds: Map<string, string> | null = null;
  private told = new Groups();
  private turn = 0;
  private readonly byName: boolean;
  private readonly growing: boolean;

  /** `byName`: people are looked for by name or address too, not only joined. `growing`: rows are planned when those
   * before them were added, not when all were. */
  constructor({ byName, growing = false }: { byName: boolean; growing?: boolean }) {
    this.byName = byName;
    this.growing = growing;
  }

  /** How many rows are the same person as an earlier one; how many perhaps. */
  get duplicates(): { certain: number; likely: number } {
    return { certain: this.certain.joins, likely: this.alike.joins - this.certain.joins };
  }

  /** Whether there was more than can be kept in mind: what is counted is a little off then. */
  get estimated(): boolean {
    return this.keys.full;
  }

  /** Takes rows in. */
  add(rows: PlannedRow[]): void {
    for (const row of rows) this.addRow(row);
  }

  /** All rows were added. */
  close(): void {
    for (let at = 0; at < this.namesake.length; at++) {
      const before = this.namesake.at(at) - 1;
      if (before < 0) continue;
      const several = this.shared.at(before) === 1 || this.alike.first(at) !== this.alike.first(before);
      this.shared.put(at, several ? 1 : 0);
    }
    this.parentIds = parentsIn(this.parentLinks, this);
  }

  /** Begins with the first row again. */
  rewind(): void {
    this.turn = 0;
    this.told = this.certain.copy();
  }

  /** Plans the next rows as parts of the whole. */
  plan(rows: PlannedRow[]): ImportPlan {
    const start = this.turn;
    this.turn += rows.length;
    const continued = new Set<PlannedRow>();
    const personOf = new Map<string, RowPlace>();
    const likely: DuplicatePair[] = [];
    rows.forEach((row, index) => {
      nameCompanyById(row, this);
      const at = start + index;
      const first = this.firstOf(row, at);
      if (first < start) continued.add(row);
      if (row.status !== 'person') return;
      if (first !== at) personOf.set(placeKey(row), this.places.at(first));
      likely.push(...this.likelyOf(row, at));
    });
    const unresolved = resolveLinks(rows, this);
    for (const row of rows) if (row.status === 'group') this.findMembers(row);
    const hasCompany = (id: string) => this.keys.get(`s${id}`) >= 0;
    return { rows, duplicates: { certain: [], likely, personOf }, unresolved, hasCompany, continued };
  }

  /** The number of the first row about the same person or company as the row of this number, itself included. */
  firstOf(row: PlannedRow, at: number): number {
    if (row.status === 'person') return this.certain.first(at);
    const about = row.status === 'company' ? this.keys.get(`C${companyKey(row.values.company ?? '')}`) : -1;
    return about < 0 ? at : about;
  }

  /** The people of the files, by the numbers of their first rows, who have a name in any spelling: at most three. */
  named(key: string): number[] {
    const found = new Set<number>();
    let at = this.keys.get(`n${key}`);
    for (let steps = 0; at >= 0 && found.size < 3 && steps < mostNamesakes; steps++) {
      found.add(this.certain.first(at));
      at = this.namesake.at(at) - 1;
    }
    return [...found];
  }

  /** The same by an address. */
  addressed(email: string): number[] {
    const found = [this.keys.get(`e${email}`), this.keys.get(`E${email}`)].filter((at) => at >= 0);
    return [...new Set(found.map((at) => this.certain.first(at)))];
  }

  /** Where the row of a number stands. */
  placeOf(at: number): RowPlace {
    return this.places.at(at);
  }

  company(sourceId: string): KnownCompany | null {
    return this.companies.get(this.keys.get(`icompany:${idKey(sourceId)}`)) ?? null;
  }

  companyNamed(name: string): RowPlace | null {
    const key = companyKey(name);
    const about = this.keys.get(`C${key}`);
    return this.place(about >= 0 ? about : this.keys.get(`c${key}`));
  }

  person(sourceId: string): RowPlace | null {
    return this.personAt(this.keys.get(`iperson:${idKey(sourceId)}`));
  }

  personWithEmail(email: string): RowPlace | null {
    return this.personAt(this.keys.get(`e${email}`));
  }

  personNamed(name: string, companyName: string | null): RowPlace | null {
    const key = nameKey(name);
    const company = companyName === null ? '' : companyKey(companyName);
    const there = company === '' ? -1 : this.keys.get(likelyKey(`${company}\u0000${key}`));
    if (there >= 0) return this.personAt(there);
    const at = this.keys.get(`n${key}`);
    return at < 0 || this.shared.at(at) === 1 ? null : this.place(this.alike.first(at));
  }

  deal(sourceId: string): RowPlace | null {
    return this.place(this.keys.get(`ideal:${idKey(sourceId)}`));
  }

  parents(): Map<string, string> {
    return this.parentIds ?? new Map();
  }

  private addRow(row: PlannedRow): void {
    nameCompanyById(row, this);
    const at = this.places.add(row);
    this.certain.add();
    this.alike.add();
    if (this.growing) this.told.add();
    if (this.byName) {
      this.namesake.push(0);
      this.shared.push(0);
    }
    const id = row.values['source_id'];
    if (typeof id === 'string' && id !== '') this.addId(row, id, at);
    if (row.status === 'skipped' || row.status === 'rejected') return;
    this.addCompany(row, at);
    for (const link of parentLinksOf(row)) this.parentLinks.push(link);
    if (row.links.some((link) => link.role === 'parent' || link.role === 'reports_to')) this.related = true;
    if (row.status === 'person') this.addPerson(row, at);
  }

  private addId(row: PlannedRow, id: string, at: number): void {
    if (row.status === 'company') this.keys.add(`s${id}`, at);
    if (row.object !== 'company' && row.object !== 'deal' && row.object !== 'person') return;
    if (this.keys.add(`i${row.object}:${idKey(id)}`, at) >= 0 || row.object !== 'company') return;
    const { company } = row.values;
    const values = { source_id: id, ...(company === undefined ? {} : { company }) };
    this.companies.set(at, { ...this.places.at(at), status: row.status, values });
  }

  private addCompany(row: PlannedRow, at: number): void {
    const { company } = row.values;
    for (const { role, name } of row.links) {
      // Only a name of its own: that of `company` is a key already.
      if (role === 'company' && name !== null && name !== company) this.keys.add(`q${companyKey(name)}`, at);
    }
    if (company === undefined) return;
    const key = companyKey(company);
    const known = this.keys.add(`c${key}`, at) >= 0 || this.keys.get(`q${key}`) >= 0;
    if (row.status === 'company' && this.keys.add(`C${key}`, at) < 0 && known) this.lateCompanies = true;
  }

  private addPerson(row: PlannedRow, at: number): void {
    this.people += 1;
    if (relationsOf(row).length > 0) this.related = true;
    if (row.keys === null) return;
    const groups = this.growing ? [this.certain, this.alike, this.told] : [this.certain, this.alike];
    for (const { key } of certainKeys(row)) this.join(`m${key}`, at, groups);
    for (const { key } of likelyKeys(row)) this.join(likelyKey(key), at, [this.alike]);
    if (!this.byName) return;
    if (row.keys.nameKey !== '') this.namesake.put(at, this.keys.put(`n${row.keys.nameKey}`, at) + 1);
    for (const { value } of row.values.emails ?? []) {
      const first = this.keys.add(`e${value}`, at);
      if (first >= 0 && this.certain.first(first) !== this.certain.first(at)) this.keys.add(`E${value}`, at);
    }
  }

  private join(key: string, at: number, groups: Groups[]): void {
    const first = this.keys.add(key, at);
    if (first >= 0) for (const group of groups) group.join(first, at);
  }

  /** The pairs that this row makes with earlier ones, each two people once. */
  private likelyOf(row: PlannedRow, at: number): DuplicatePair[] {
    if (row.keys === null) return [];
    return likelyKeys(row).flatMap(({ key, reason }) => {
      const first = this.keys.get(likelyKey(key));
      return first < 0 || first >= at || !this.told.join(first, at)
        ? []
        : [{ first: this.places.at(first), second: row, reason }];
    });
  }

  private findMembers(group: PlannedRow): void {
    for (const link of group.links) if (link.role === 'member' && link.sourceId) link.to ??= this.person(link.sourceId);
  }

  private personAt(at: number): RowPlace | null {
    return at < 0 ? null : this.places.at(this.certain.first(at));
  }

  private place(at: number): RowPlace | null {
    return at < 0 ? null : this.places.at(at);
  }
}

function likelyKey(key: string): string {
  return `l${key}`;
}
