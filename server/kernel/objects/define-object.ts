import type { Issue } from '#shared/failure';
import type { Filter } from '#shared/filter';
import type { Completion } from './completion.ts';

export type Words = { en: string; el: string };
export interface Option {
  value: string;
  label: Words;
  colour?: string;
  /** No longer offered; records that have it still show it. */
  archived?: boolean;
  /** What it is called from the other side of a dated relation: "has director" of "director of". */
  reverse?: Words;
}

/** A value kept on a record that is worked out from other values, in the transaction that changes them. */
export type Summary =
  /** The value of one field of the newest (by `order`) record of another object that points here. */
  | { kind: 'latest'; of: string; by: string; take: string; where?: Filter; order: string[] }
  /** Smallest, largest, sum or number over the records of another object that point here. */
  | { kind: 'aggregate'; of: string; by: string; fn: 'min' | 'max' | 'sum' | 'count'; take?: string; where?: Filter }
  | NewestOfEach
  /** When, or by whom, the newest timeline entry of some kinds happened. */
  | { kind: 'timeline'; kinds: string[]; take: 'at' | 'author' }
  | Derived;

/** What the newest record says for each way its values of `each` are combined, as `email:newsletter`: the combinations
 * whose newest one holds for `where`. What another one replaces (`replacedBy` names it) does not count. */
export interface NewestOfEach {
  kind: 'newest_of_each';
  of: string;
  by: string;
  each: [string, string];
  order: string[];
  replacedBy: string;
  where: Filter;
}

/** What is worked out from the record itself and from what it points at, after everything else. */
export type Derived =
  /** The value of a field of the one record that a relation of this one leads to. */
  | { kind: 'lookup'; through: string; take: string }
  /** An expression of the formula language. */
  | { kind: 'formula'; formula: string };

/** A summary that is worked out over other records. */
export type Gathered = Exclude<Summary, Derived>;

export interface FieldDefinition {
  type: string;
  label?: string;
  el?: string;
  help?: Words;
  required?: boolean;
  unique?: boolean;
  defaultsTo?: unknown;
  /** When pages show it, as administrators said. */
  showIf?: unknown;
  options?: Option[];
  /** Administrators may add choices and archive them; else those of a standard field mean something to the code. */
  optionsOpen?: boolean;
  /** Its choices are all combinations of the choices of two fields of another object, as `email:newsletter`. */
  optionsFrom?: { object: string; fields: [string, string] };
  /** Object key a relation points at. */
  to?: string;
  many?: boolean;
  /** Writers and filters may name the record instead of giving its id; the object's `completion` finds it. Only of
   * objects that everybody reads. */
  named?: boolean;
  /** Its words find the record. */
  search?: boolean;
  /** Has an index for filters and sorts from the first day. */
  index?: boolean;
  /** Kept for matching: equal values point at the same person or company. */
  match?: boolean;
  sensitive?: boolean;
  /** The member it names answers for the record: it is one of their own, as what they created is. */
  owns?: boolean;
  readOnly?: boolean;
  /** The action that owns the field: the generic write refuses it. */
  writtenBy?: string;
  summary?: Summary;
  group?: 'main' | 'contact' | 'work' | 'address' | 'dates' | 'other' | 'system';
  /** Names the column had before; a rename is declared, never guessed. */
  was?: string;
  max?: number;
}

/** Makes an object an entry of timelines: which of its fields say when, what and who. */
export interface EntryDefinition {
  /** A kind of the timeline, or the field that holds it. */
  kind: string | { field: string; otherwise: string };
  at: string;
  title: string;
  text?: string;
  /** A choice that is told before the text, parted from it by ` · `. */
  detail?: string;
  author: string;
  /** Relation fields (one or many) to the records on whose timelines it stands. */
  shows: string[];
  /** It may be about records of administrators' own objects too: each of these gets a relation here when it is made. */
  open?: boolean;
  /** Fields that name, instead, the one record of any object it belongs to: the key of the object, and the id. */
  about?: { object: string; record: string };
  done?: string;
  /** The relation to an earlier entry of the same record that this one puts right. */
  corrects?: string;
  /** Text fields with the addresses or numbers of those it went between. */
  addresses?: string[];
  /** The field that entries of one conversation share. */
  thread?: string;
}

export interface ObjectDefinition {
  key: string;
  /** Plural name in paths. */
  api: string;
  label: [string, string];
  el: [string, string];
  icon: string;
  title: string;
  kind?: 'record' | 'entry' | 'link' | 'system';
  /** Read by everybody who may read anything, such as tags. */
  shared?: boolean;
  /** Written by administrators, and by whom a role of the workspace names it for. */
  administered?: boolean;
  /** Reached by routes of its own alone: the calls that exist for every object do not know it. */
  internal?: boolean;
  /** Its records are added and never changed or removed by anybody: a wrong one is followed by one that corrects it.
   * Only what they point at follows merges, and forgetting a person takes them along. */
  appendOnly?: boolean;
  /** The action that alone adds, changes and removes its records: the calls that exist for every object read them. */
  writtenBy?: string;
  /** Its records are the entries of a dated relation: a field of both objects that it lies between, by these keys. */
  dated?: { key: string; reverse: string };
  /** The relation to the record that its records are a part of: who reads that reads them, who may change that adds
   * and changes them. */
  under?: string;
  fields: Record<string, FieldDefinition>;
  columns: string[];
  /** Further indexes: fields in order, ending in the id. */
  indexes?: string[][];
  entry?: EntryDefinition;
  /** Entries of this object also stand on the timeline of another, as long as the link lasts (person → company). */
  timelineVia?: { link: string; from: string; to: string; object: string; since: string; until: string };
  /** Pure and synchronous: what is wrong with this record as it would be. `now` is told of a new one. */
  rules?: (record: { before: Values | null; after: Values; now?: Date }) => (Issue | null)[];
  /** What is written beside what somebody writes of its records; of what was so before (undo, merges) nothing. */
  completion?: Completion;
}

export type Values = Record<string, unknown>;

/** Checks a definition and freezes it. Everything else (table, API, forms, search, history) follows from it. */
export function defineObject(definition: ObjectDefinition): ObjectDefinition {
  const { key, fields, title, columns } = definition;
  const named = /^[a-z][a-z0-9_]{0,39}$/;
  if (!named.test(key) || !named.test(definition.api)) throw new Error(`object ${key}: names are snake_case`);
  if (!fields[title]) throw new Error(`object ${key}: its title ${title} is no field`);
  for (const name of [...Object.keys(fields), ...columns]) {
    if (!named.test(name)) throw new Error(`object ${key}: ${name} is not snake_case`);
  }
  for (const name of columns)
    if (!fields[name] && !systemNames.has(name)) throw new Error(`object ${key}: no field ${name}`);
  return Object.freeze(definition);
}

const systemNames = new Set(['created_at', 'updated_at', 'created_by', 'updated_by']);

/** An issue where the condition holds. `field` becomes the pointer. */
export function issueIf(condition: unknown, field: string, problem: { code: string; message: string }): Issue | null {
  return condition ? { pointer: `/${field}`, ...problem } : null;
}

type Options = Omit<FieldDefinition, 'type'>;
const make =
  (type: string) =>
  (options: Options = {}): FieldDefinition => ({ type, ...options });

/** One function per field type; `field.ref` is a relation to one record. */
export const field = {
  text: make('text'),
  longText: make('long_text'),
  richText: make('rich_text'),
  number: make('number'),
  percent: make('percent'),
  duration: make('duration'),
  rating: make('rating'),
  autonumber: make('autonumber'),
  money: make('money'),
  date: make('date'),
  datetime: make('datetime'),
  partialDate: make('partial_date'),
  checkbox: make('checkbox'),
  select: make('select'),
  multiSelect: make('multi_select'),
  emails: make('emails'),
  phones: make('phones'),
  urls: make('urls'),
  domains: make('domains'),
  address: make('address'),
  personName: make('person_name'),
  ref: make('relation'),
  refs: (options: Options): FieldDefinition => ({ type: 'relation', many: true, ...options }),
  member: make('member'),
  files: make('files'),
  image: make('image'),
  labelledDates: make('labelled_dates'),
};

/** An option of a select field in both languages. */
export function option(value: string, en: string, el: string, colour?: string): Option {
  return { value, label: { en, el }, ...(colour ? { colour } : {}) };
}
