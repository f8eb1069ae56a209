import type { Texts } from './model-types.ts';
import type { OwnRights } from './rights.ts';

export type MemberRef = { id: string; name: string };
export type RecordRef = { id: string; object: string; name: string };
/** `base` is what another currency was worth in the workspace's when it was written. */
export type Money = { amount: string; currency: string; base?: string };
export type Labelled = { value: string; label?: string | null; primary?: boolean };
export type Address = {
  street?: string | null;
  city?: string | null;
  state?: string | null;
  postal_code?: string | null;
  country?: string | null;
};
export type PersonName = {
  prefix?: string | null;
  first?: string | null;
  middle?: string | null;
  last?: string | null;
  suffix?: string | null;
  latin?: string | null;
  full?: string;
};
export type LabelledDate = { label: string; date: string; note?: string | null };

/** One record of any object; fields are read by the object's metadata. */
export type RecordRow = {
  id: string;
  object: string;
  version: number;
  created_at?: string;
  created_by?: MemberRef | null;
  updated_at?: string;
  updated_by?: MemberRef | null;
  deleted_at?: string | null;
  can?: { update?: boolean; delete?: boolean };
  /** In a list with colours: which of its rules is the first that the record matches. */
  colour_rule?: number | null;
  [field: string]: unknown;
};

/** How many records there are; what is not exact is an estimate, and `at_least` so many there are. */
export type Total = { count: number; exact: boolean; at_least?: number };
export type Page<Row = RecordRow> = {
  data: Row[];
  next_cursor: string | null;
  total?: Total;
  colours?: (number | null)[];
};

export type Filter = Record<string, unknown>;
export type Query = {
  filter?: Filter | null;
  sort?: string;
  fields?: string[];
  q?: string;
  limit?: number;
  cursor?: string;
  total?: boolean | 'quick';
  trash?: boolean;
  /** The records as they were at this instant. */
  as_of?: string;
  /** Filters; each record is told with the first that it matches. */
  colours?: Filter[];
  group_by?: string;
  /** The records of one of those groups alone. */
  group?: string | null;
  aggregate?: { fn: 'count' | 'sum' | 'avg' | 'min' | 'max'; field?: string; times?: string }[];
};
export type Group = { key: string | null; label: string; values: Record<string, unknown> };
/** `more`: there are further groups than these. */
export type Groups = { groups: Group[]; more: boolean };

export type TimelineKind = 'call' | 'meeting' | 'mail' | 'letter' | 'note' | 'task' | 'chat' | 'change' | 'file';
export type FieldChange = { field: string; before: unknown; after: unknown };
export type TimelineEntry = {
  id: string;
  kind: TimelineKind;
  object: string;
  record_id: string;
  at: string;
  title: string;
  text: string | null;
  author: MemberRef | null;
  via: RecordRef | null;
  about?: RecordRef | null;
  done?: boolean;
  /** Bytes of a file, whose id is the entry's. */
  size?: number;
  fields?: FieldChange[];
  change_set_id?: string | null;
  /** Of a change: it was taken back. Of an entry: a later one puts it right. */
  undone?: boolean;
  corrected?: boolean;
};

export type TotalFn = 'sum' | 'avg' | 'min' | 'max' | 'none';
/** How a list stands: widths in pixels, how many columns stay in place, what the foot works out, colours. */
export type Layout = {
  widths?: Record<string, number>;
  pinned?: number;
  totals?: Record<string, TotalFn>;
  colours?: ColourRule[];
};
/** What a record looks like that matches a filter. */
export type ColourRule = { filter: Filter; colour: 'grey' | 'green' | 'amber' | 'red' | 'blue' | 'violet' | 'teal' };

export type View = {
  id: string;
  object: string;
  name: string;
  kind: 'table' | 'board' | 'calendar';
  filter: Filter | null;
  sort: string | null;
  columns: string[] | null;
  group_by: string | null;
  layout: Layout | null;
  shared: boolean;
  /** The team that sees it, with those below; with neither it is one's own. */
  team_id?: string | null;
  position: number;
};

/** A page of a timeline; `newer_cursor` leads back up where it did not begin with the newest. */
export type TimelinePage = Page<TimelineEntry> & { newer_cursor?: string | null };

/** One line of the member's menu of views: a view, or a folder of them. */
export type SidebarItem = { view: string } | { folder: string; views: string[] };

export type Conflict = {
  object: string;
  record: string;
  field: string;
  mine: unknown;
  theirs: unknown;
  original?: unknown;
};
/** A later edit that an undo meets; `field` is null where it is the whole record. */
export type LaterEdit = Omit<Conflict, 'field' | 'original'> & {
  field: string | null;
  later?: { at: string; author: { id: string | null; name: string } } | null;
  names?: Record<string, string>;
};
/** To which side something goes when a merge is taken apart, and why. */
export type PartedEntry = {
  object: string;
  id: string;
  title: string | null;
  at: string | null;
  side: string;
  why: 'before' | 'address' | 'thread' | 'record' | 'link' | 'chosen' | 'undecided';
};
export type PartedValue = { record: string; field: string; now: unknown; before: unknown };
/** A merge as it comes apart. */
export type Parted = {
  object: string;
  survivor: string;
  sides: { id: string; name: string | null }[];
  values: { changed: PartedValue[]; kept: PartedValue[] };
  names: Record<string, string>;
  entries: PartedEntry[];
  more: boolean;
};
export type PersonLine = { id: string; object: string; name: string; title: string | null; company: RecordRef | null };
export type Home = {
  tasks: (RecordRow & { about?: RecordRef | null })[];
  stay_in_touch: {
    person: PersonLine;
    last_contact_at: string | null;
    last_contact_by: MemberRef | null;
    due_since_days: number;
    cadence_days: number | null;
    reason: Texts;
    opener: Texts;
  }[];
  coming_up: { person: PersonLine; kind: string; on: string; label: Texts }[];
  since: { at: string | null; items: TimelineEntry[] };
};

export type Me = {
  member: {
    id: string;
    name: string;
    email: string;
    role: string;
    language: 'en' | 'el';
    theme: 'light' | 'dark' | 'auto';
    time_zone: string | null;
    has_totp: boolean;
    /** Whether the firm’s service signed them in, and not their own password. */
    by_provider: boolean;
  };
  workspace: {
    id: string;
    slug: string;
    name: string;
    region: string;
    time_zone: string;
    currency: string;
    language: string;
  };
  can: { administer: boolean; rights: OwnRights };
  version: string;
};
