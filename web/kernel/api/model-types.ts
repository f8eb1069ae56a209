import type { ShownIf } from '#shared/fields/shown-if';

/** Two texts of the server's metadata. */
export type Texts = { en: string; el: string };

export type FieldType =
  | 'text'
  | 'long_text'
  | 'rich_text'
  | 'number'
  | 'money'
  | 'percent'
  | 'date'
  | 'partial_date'
  | 'datetime'
  | 'duration'
  | 'checkbox'
  | 'select'
  | 'multi_select'
  | 'rating'
  | 'emails'
  | 'phones'
  | 'urls'
  | 'address'
  | 'person_name'
  | 'member'
  | 'relation'
  | 'files'
  | 'image'
  | 'autonumber'
  | 'labelled_dates'
  | 'dated_relation';

export type FieldGroup = 'main' | 'contact' | 'work' | 'address' | 'dates' | 'other' | 'system';
/** One choice; an archived one is shown where it stands but no longer offered. */
export type Option = { value: string; label: Texts; colour: string | null; archived?: boolean };

export type Field = {
  key: string;
  type: FieldType;
  label: Texts;
  help: Texts | null;
  required: boolean;
  unique: boolean;
  read_only: boolean;
  written_by: string | null;
  sensitive: boolean;
  custom: boolean;
  /** Hidden on screens, its values kept. */
  archived?: boolean;
  sortable: boolean;
  filterable: boolean;
  searchable: boolean;
  group: FieldGroup;
  options: Option[] | null;
  options_open: boolean;
  /** What a new record gets where nothing is given: a value, `actor` or `now`. */
  default?: unknown;
  /** What has to be so of its record for it to be shown; a form shows a required one always. */
  show_if?: ShownIf | null;
  to: string | null;
  many: boolean;
  /** A few records in an order, chosen like choices. */
  named: boolean;
  changing?: { to: FieldType; job_id: string | null } | null;
  operators: string[];
  /** What works the value out, where it is not typed. */
  formula?: string | null;
  /** Of a dated relation: the object that keeps its entries, and their relations to this record and the other. */
  entries?: { object: string; near: string; far: string } | null;
};

/** A formula that gives yes or no, and what is told where it gives no. */
export type ObjectRule = { formula: string; message: Texts };

type LayoutPart = { key: string; name: Texts; show_if: ShownIf | null };
/** Some fields of a record page under one name; `show_if`: only where this is so of the record. */
export type LayoutSection = LayoutPart & { fields: string[]; columns: 1 | 2; collapsed: boolean };
export type LayoutTab = LayoutPart & { sections: LayoutSection[] };
/** How administrators arranged the record pages of an object; `hidden` names the fields that they do not show. */
export type PageLayout = { highlights: string[]; tabs: LayoutTab[]; hidden: string[] };

/** One object of the workspace's model; `key` singular, `api` plural, `title` the field that names a record. */
export type ObjectType = {
  key: string;
  api: string;
  label: { en: [string, string]; el: [string, string] };
  icon: string;
  title: string;
  kind: 'record' | 'entry' | 'link' | 'system';
  has_timeline: boolean;
  custom: boolean;
  can: { create: boolean; read: boolean; update: boolean; delete: boolean };
  columns: string[];
  /** What has to be so of every record; only to those who see all its fields. */
  rules?: ObjectRule[];
  /** None where its record pages are as Kith arranges them. */
  layout?: PageLayout | null;
  fields: Field[];
};
