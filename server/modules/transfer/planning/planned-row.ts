/** What a row became. The last three keep a row out of the records; every other one brings or feeds a record. */
export type Status =
  | 'person'
  | 'record'
  | 'company'
  | 'deal'
  | 'interaction'
  | 'email'
  | 'website'
  | 'detail'
  | 'referral'
  | 'document link'
  | 'event'
  | 'override'
  | 'task'
  | 'note'
  | 'group'
  | 'mail'
  | 'internal'
  | 'auto-reply'
  | 'bounce'
  | 'newsletter'
  | 'duplicate'
  | 'skipped'
  | 'rejected';

/** The kinds of dealings with somebody; `sale` and `other` are GoldMine's. */
export type InteractionKind =
  | 'call'
  | 'meeting'
  | 'mail'
  | 'letter'
  | 'note'
  | 'chat'
  | 'task'
  | 'sale'
  | 'other'
  | 'birthday';

/** Where a row stands in the files that were brought. */
export interface RowPlace {
  file: string;
  sheet: string | null;
  row: number;
}

/** A value that could not be used; the row stays and the value is reported and kept with the source. */
export interface Refusal {
  column: string;
  value: string;
  reason: string;
}

/** To whom or what a row belongs, as far as it says, and where that is found in the same import (`to`). */
export interface Link {
  role: 'company' | 'person' | 'deal' | 'parent' | 'reports_to' | 'member';
  sourceId: string | null;
  email: string | null;
  name: string | null;
  /** The company beside the name, which tells people of one name apart. */
  companyName: string | null;
  to: RowPlace | null;
}

/** What matching against the workspace goes by; role addresses are not among the e-mails. */
export interface Keys {
  emails: string[];
  phones: string[];
  nameKey: string;
  companyKey: string;
}

/** One row, card, component or message as it will be stored. */
export interface PlannedRow extends RowPlace {
  /** What the row is about, also when it is skipped or rejected. */
  object: string;
  status: Status;
  reason: string | null;
  kind: InteractionKind | null;
  values: Values;
  refused: Refusal[];
  links: Link[];
  keys: Keys | null;
  /** Unmapped columns by header, as typed. */
  source: Record<string, string>;
}

/** Normalised values by field, in the shapes of the API. */
export interface Values {
  [field: string]: unknown;
  name?: PlannedName | string;
  emails?: { value: string; label: string | null; primary: boolean }[];
  phones?: { value: string; label: string | null; primary: boolean; extension: string | null; raw: string }[];
  fax?: string;
  address?: { street: string; city: string; state: string; postal_code: string; country: string };
  company?: string;
  tags?: string[];
}

/** A person's name in parts, and `full` as typed with its spaces repaired. */
export interface PlannedName {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
  full: string;
}

/** The customs of the workspace that values are read by. */
export interface PlanSettings {
  region: string;
  timeZone: string;
  currency: string;
  dayFirst: boolean;
  /** Mail domains of the firm itself: its own people are colleagues, no customers. */
  ownDomains: string[];
}

/** A row without values yet. */
export function newRow(place: RowPlace, status: Status, reason: string | null = null): PlannedRow {
  const { file, sheet, row } = place;
  return {
    file,
    sheet,
    row,
    object: status,
    status,
    reason,
    kind: null,
    values: {},
    refused: [],
    links: [],
    keys: null,
    source: emptySource(),
  };
}

/** A link of which only some things are known. */
export function newLink(role: Link['role'], known: Partial<Link>): Link {
  return { role, sourceId: null, email: null, name: null, companyName: null, to: null, ...known };
}

/** One text for a place, to be a key. */
export function placeKey({ file, sheet, row }: RowPlace): string {
  return `${file}\u0000${sheet ?? ''}\u0000${row}`;
}

/** A record for headers as they come, where `__proto__` is a header like any other. */
export function emptySource(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}
