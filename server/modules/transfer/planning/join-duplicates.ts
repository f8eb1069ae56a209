import { placeKey, type PlannedRow, type RowPlace } from './planned-row.ts';

/** Two rows that are one person, or may be, with what they share. */
export interface DuplicatePair {
  first: RowPlace;
  second: RowPlace;
  reason: string;
}

/** The duplicates inside one import. `personOf` names the first row of the same person for each row that was joined;
 * a row that is not in it stands alone. */
export interface Duplicates {
  certain: DuplicatePair[];
  likely: DuplicatePair[];
  personOf: Map<string, RowPlace>;
}

/** Duplicates of rows that are all at hand. */
export interface HeldDuplicates extends Duplicates {
  personOf: Map<string, PlannedRow>;
  /** The same with likely ones taken as one, for telling whom a name means. */
  likelyOf: Map<string, PlannedRow>;
}

/**
 * Certain: one personal address and one name in any spelling, or identical rows. Likely: one number and a spelling
 * of one
 * name, or one name at one company. A shared switchboard, role address or name alone proves nothing.
 */
export function findDuplicates(rows: PlannedRow[]): HeldDuplicates {
  const people = rows.filter((row) => row.status === 'person' && row.keys !== null);
  const joined = new Groups();
  const alike = alikeOf(people);
  const certain = [...pairs(people, (row) => certainKeys(row, alike), joined)];
  const likely = [...pairs(people, likelyKeys, joined)];
  return {
    certain,
    likely,
    personOf: firstRows(people, certain),
    likelyOf: firstRows(people, [...certain, ...likely]),
  };
}

type HeldPair = DuplicatePair & { first: PlannedRow; second: PlannedRow };

/** For each row that was joined the first row of its group. */
function firstRows(people: PlannedRow[], joins: HeldPair[]): Map<string, PlannedRow> {
  const first = new Map<string, PlannedRow>();
  if (joins.length === 0) return first;
  const groups = new Groups();
  const joined = new Set<PlannedRow>();
  for (const pair of joins) {
    groups.join(placeKey(pair.first), placeKey(pair.second));
    joined.add(pair.first).add(pair.second);
  }
  const firstOf = new Map<string, PlannedRow>();
  for (const row of people) {
    if (!joined.has(row)) continue;
    const root = groups.root(placeKey(row));
    const known = firstOf.get(root) ?? row;
    firstOf.set(root, known);
    first.set(placeKey(row), known);
  }
  return first;
}

/** What tells that two rows are one person. */
export interface Evidence {
  key: string;
  reason: string;
}

/** Rows that may be identical because they share name, address and number; only those are compared as a whole. */
function alikeOf(people: PlannedRow[]): Set<PlannedRow> {
  const first = new Map<string, PlannedRow>();
  const alike = new Set<PlannedRow>();
  for (const row of people) {
    const key = `${row.keys?.nameKey}\u0000${row.keys?.emails[0]}\u0000${row.keys?.phones[0]}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, row);
    else alike.add(known).add(row);
  }
  return alike;
}

/** What makes rows certainly one person; `alike` are the rows that may be identical to others, where that is known. */
export function certainKeys(row: PlannedRow, alike?: Set<PlannedRow>): Evidence[] {
  const keys = row.keys;
  if (keys === null) return [];
  const byMail = keys.emails.map((email) => ({ key: `${email}\u0000${keys.nameKey}`, reason: email }));
  const filled = Object.keys(row.values).length + Object.keys(row.source).length;
  const same = filled < 3 || alike?.has(row) === false ? [] : [{ key: fingerprint(row), reason: 'identical row' }];
  return [...same, ...byMail];
}

/** What makes rows likely one person. */
export function likelyKeys(row: PlannedRow): Evidence[] {
  const keys = row.keys;
  if (keys === null || keys.nameKey === '') return [];
  const found = sorted(keys.phones).map((phone) => ({ key: `${phone}\u0000${keys.nameKey}`, reason: phone }));
  if (keys.companyKey !== '')
    found.push({ key: `${keys.companyKey}\u0000${keys.nameKey}`, reason: 'name and company only' });
  return found;
}

function sorted(list: string[]): string[] {
  return list.length < 2 ? list : list.toSorted();
}

/** Pairs each row with the first one of its kind; a pair already known to be one is not told again. */
function* pairs(people: PlannedRow[], evidence: (row: PlannedRow) => Evidence[], joined: Groups): Iterable<HeldPair> {
  const seen = new Map<string, PlannedRow>();
  for (const row of people) {
    for (const { key, reason } of evidence(row)) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row);
      else if (joined.join(placeKey(first), placeKey(row))) yield { first, second: row, reason };
    }
  }
}

/** All that a row says, normalised, as one text: equal for identical rows; running numbers are in none of it. */
function fingerprint(row: PlannedRow): string {
  return JSON.stringify([row.values, row.source, row.links.map((link) => [link.sourceId, link.name])]);
}

/** Which keys were joined, by the first of each group. */
class Groups {
  private readonly above = new Map<string, string>();

  /** Joins two; false when they were one before. */
  join(a: string, b: string): boolean {
    const [first, second] = [this.root(a), this.root(b)];
    if (first === second) return false;
    this.above.set(second, first);
    return true;
  }

  /** The key that stands for the group of this one. */
  root(key: string): string {
    let at = key;
    for (let next = this.above.get(at); next !== undefined; next = this.above.get(at)) at = next;
    return at;
  }
}
