import type { Asking } from '#kernel/access';
import type { Workspace } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { RecordAction } from './bulk/record-action.ts';
import { collectFields, inOrder, systemColumns, type Settings } from './build-fields.ts';
import { linkDated, type DatedField } from './dated/dated-link.ts';
import type { FieldDefinition, ObjectDefinition, Words } from './define-object.ts';
import type { SettingRow } from './customize/change-field.ts';
import {
  definitionOf,
  ofObject,
  type CustomObject,
  type ObjectRule,
  type ObjectSetting,
} from './customize/custom-object.ts';
import type { FieldType } from './fields/field-type.ts';
import type { Layout } from './layouts/layout.ts';
import { withOptions } from './joined-options.ts';
import type { Shadow } from './retype/shadows.ts';
import { seenBy } from './seen-by.ts';

/** A field in a workspace's effective model: the definition with its column and its type. */
export interface FieldModel extends FieldDefinition {
  key: string;
  /** Main column; a type may add others named after it. */
  column: string;
  words: Words;
  kind: FieldType;
  custom: boolean;
  system: boolean;
  /** Hidden on screens; its values are kept and can still be read. */
  archived: boolean;
  /** Its columns under other types, before or after a change of type. */
  shadows?: readonly Shadow[];
}

/** An object in a workspace's effective model. */
export interface ObjectModel {
  key: string;
  api: string;
  table: string;
  definition: ObjectDefinition;
  title: FieldModel;
  fields: ReadonlyMap<string, FieldModel>;
  /** Fields that the record itself keeps: all but the engine's own. */
  stored: readonly FieldModel[];
  /** Fields that no record goes without. */
  required: readonly FieldModel[];
  /** Fields that are worked out from the record itself and what it points at. */
  derived: readonly FieldModel[];
  /** Fields that count up by themselves. */
  numbered: readonly FieldModel[];
  /** What administrators say has to be so of its records. */
  rules: readonly ObjectRule[];
  /** How administrators arranged its record pages; null for the standard. */
  layout: Layout | null;
  /** Relations to the records on whose timelines its records stand: those of its definition, and all of one's own. */
  shows: readonly string[];
  /** Fields that hold ids of other records. */
  referring: readonly FieldModel[];
  /** Fields that name the members whose own the record is, beside whoever created it. */
  owning: readonly FieldModel[];
  /** Fields whose values find or match the record. */
  keyed: readonly FieldModel[];
  /** Types of all columns of the table by name. */
  columnTypes: ReadonlyMap<string, string>;
  /** Fields without columns: entries of dated relations, by key. */
  dated: Map<string, DatedField>;
  /** Made by an administrator of the workspace. */
  custom: boolean;
  /** Hidden: no call knows it, its records are kept. */
  archived: boolean;
  /** The object with all its fields: what the engine keeps, whoever asks. `fields` are those that the actor may see. */
  whole: ObjectModel;
  /** Fields that the actor may see and not write. */
  locked: ReadonlySet<string>;
}

/** One workspace's effective model: code definitions and custom rows in one shape. */
export interface Catalog {
  version: number;
  objects: ReadonlyMap<string, ObjectModel>;
  /** Those that the calls for every object know: neither internal nor hidden. */
  byApi: ReadonlyMap<string, ObjectModel>;
  /** What modules offer to do with many records, by key. */
  actions: ReadonlyMap<string, RecordAction>;
}

/** A field made by an administrator, as it is kept. */
export interface CustomField {
  object: string;
  key: string;
  definition: FieldDefinition;
  words: Words;
}

/** Where a model is read: the workspace, and who reads it. */
export interface Reading extends Asking {
  workspace: Pick<Workspace, 'access' | 'model'>;
}

/** The model as the actor may see it: a field that is hidden from him is no field of it. */
export function catalogOf(ctx: Reading): Catalog {
  return seenBy(ctx.workspace.model as Catalog, ctx);
}

/** Whether no field of any object is kept from the reader, neither from being read nor from being written. */
export function seesWholeModel(ctx: Reading): boolean {
  return catalogOf(ctx) === ctx.workspace.model;
}

/** The object of a key; a bug where there is none. */
export function getObject(ctx: Reading, key: string): ObjectModel {
  const object = catalogOf(ctx).objects.get(key);
  if (!object) throw new Error(`no object ${key}`);
  return object;
}

/** The object of a plural name in a path, or the answer 404. */
export function requireObject(ctx: Reading, api: string): ObjectModel {
  return catalogOf(ctx).byApi.get(api) ?? fail('object.not_found', { detail: `There is no object "${api}".` });
}

/** What the administrators of a workspace added to the code's objects and laid over them. */
export interface Customised {
  objects: CustomObject[];
  fields: CustomField[];
  settings: SettingRow[];
}

/** A workspace as the code makes it. */
const asMade: Customised = { objects: [], fields: [], settings: [] };

export function buildCatalog(
  definitions: readonly ObjectDefinition[],
  version: number,
  { objects: made, fields, settings }: Customised = asMade,
  actions: Catalog['actions'] = new Map(),
): Catalog {
  const objects = new Map<string, ObjectModel>();
  const all = [
    ...definitions.map((definition) => ({ definition, custom: false })),
    ...made.map((one) => ({ definition: definitionOf(one), custom: true })),
  ];
  const again: { definition: ObjectDefinition; build: (given: ObjectDefinition) => ObjectModel }[] = [];
  for (const { definition, custom } of all) {
    const own = fields.filter((row) => row.object === definition.key);
    const mine = new Map(settings.filter((row) => row.object === definition.key).map((row) => [row.key, row.setting]));
    const build = (given: ObjectDefinition) => buildObject(given, { custom, fields: own, settings: mine });
    objects.set(definition.key, build(definition));
    if (Object.values(definition.fields).some((one) => one.optionsFrom)) again.push({ definition, build });
  }
  // Their choices are made of those of other objects, which have to be there with all that was laid over them.
  for (const { definition, build } of again) objects.set(definition.key, build(withOptions(definition, objects)));
  linkDated(objects);
  const open = [...objects.values()].filter((object) => !object.definition.internal && !object.archived);
  const byApi = new Map(open.map((object) => [object.api, object]));
  return Object.freeze({ version, objects, byApi, actions });
}

interface Own {
  custom: boolean;
  fields: CustomField[];
  settings: Settings;
}

function buildObject(given: ObjectDefinition, { custom, fields: own, settings }: Own): ObjectModel {
  const laid = (settings.get(ofObject) ?? {}) as ObjectSetting;
  const definition = nameObject(custom ? withColumns(given, own) : given, laid);
  const fields = inOrder(collectFields(definition, custom ? own.map(inMain) : own, settings), settings);
  const stored = [...fields.values()].filter((field) => !field.system);
  const model: Omit<ObjectModel, 'whole'> & { whole?: ObjectModel } = {
    key: definition.key,
    api: definition.api,
    table: definition.key,
    definition,
    title: fields.get(definition.title)!,
    fields,
    stored,
    required: stored.filter((field) => field.required),
    derived: stored.filter(({ summary }) => summary?.kind === 'lookup' || summary?.kind === 'formula'),
    numbered: stored.filter((field) => field.type === 'autonumber'),
    rules: laid.rules ?? [],
    layout: laid.layout ?? null,
    shows: [...(definition.entry?.shows ?? []), ...stored.filter(isPlace(definition)).map((field) => field.key)],
    referring: stored.filter((field) => field.kind.refers),
    owning: stored.filter((field) => field.owns),
    keyed: stored.filter((field) => (field.search || field.match) && field.kind.keys),
    columnTypes: new Map([
      ...Object.entries(systemColumns),
      ...[...fields.values()].flatMap((field) =>
        field.kind.columns(field).map(({ name, type }): [string, string] => [name, type]),
      ),
    ]),
    dated: new Map(),
    custom,
    archived: laid.archived ?? false,
    locked: nothingLocked,
  };
  model.whole = model as ObjectModel;
  return model as ObjectModel;
}

const nothingLocked: ReadonlySet<string> = new Set();

/** Whether an entry stands on the timelines of what a field of an administrator's own names. */
function isPlace({ entry }: ObjectDefinition): (field: FieldModel) => boolean {
  return ({ custom, archived, type, to }) =>
    entry?.open === true && custom && !archived && type === 'relation' && to !== undefined;
}

/** The definition under the names and the icon that administrators gave it. */
function nameObject(definition: ObjectDefinition, { label, plural, icon }: ObjectSetting): ObjectDefinition {
  if (!label && !plural && !icon) return definition;
  const named: ObjectDefinition = {
    ...definition,
    label: [label?.en ?? definition.label[0], plural?.en ?? definition.label[1]],
    el: [label?.el ?? definition.el[0], plural?.el ?? definition.el[1]],
    icon: icon ?? definition.icon,
  };
  return Object.freeze(named);
}

/** Fields of an object of one's own are what it is about, not something more. */
function inMain(field: CustomField): CustomField {
  return { ...field, definition: { ...field.definition, group: 'main' } };
}

// Columns that a list of an object of one's own begins with, beside name, owner and date.
const firstColumns = 6;

function withColumns(definition: ObjectDefinition, own: CustomField[]): ObjectDefinition {
  const more = own.slice(0, firstColumns).map((field) => field.key);
  const [name, ...rest] = definition.columns;
  return Object.freeze({ ...definition, columns: [name!, ...more, ...rest] });
}
