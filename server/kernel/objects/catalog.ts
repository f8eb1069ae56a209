import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { FieldDefinition, ObjectDefinition, Words } from './define-object.ts';
import { fieldTypes } from './fields/all.ts';
import type { FieldType } from './fields/field-type.ts';

/** A field in a workspace's effective model: the definition with its column and its type. */
export interface FieldModel extends FieldDefinition {
  key: string;
  /** Main column; a type may add others named after it. */
  column: string;
  words: Words;
  kind: FieldType;
  custom: boolean;
  system: boolean;
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
  /** Fields that hold ids of other records. */
  referring: readonly FieldModel[];
  /** Fields whose values find or match the record. */
  keyed: readonly FieldModel[];
  custom: boolean;
}

/** One workspace's effective model: code definitions and custom rows in one shape. */
export interface Catalog {
  version: number;
  objects: ReadonlyMap<string, ObjectModel>;
  byApi: ReadonlyMap<string, ObjectModel>;
}

/** A field made by an administrator, as it is kept. */
export interface CustomField {
  object: string;
  key: string;
  definition: FieldDefinition;
  words: Words;
}

export function catalogOf(ctx: Pick<Context, 'workspace'>): Catalog {
  return ctx.workspace.model as Catalog;
}

/** The object of a key; a bug where there is none. */
export function getObject(ctx: Pick<Context, 'workspace'>, key: string): ObjectModel {
  const object = catalogOf(ctx).objects.get(key);
  if (!object) throw new Error(`no object ${key}`);
  return object;
}

/** The object of a plural name in a path, or the answer 404. */
export function requireObject(ctx: Pick<Context, 'workspace'>, api: string): ObjectModel {
  return catalogOf(ctx).byApi.get(api) ?? fail('object.not_found', { detail: `There is no object "${api}".` });
}

export function buildCatalog(
  definitions: readonly ObjectDefinition[],
  custom: CustomField[],
  version: number,
): Catalog {
  const objects = new Map<string, ObjectModel>();
  for (const definition of definitions) {
    const own = custom.filter((row) => row.object === definition.key);
    objects.set(definition.key, buildObject(definition, own));
  }
  const byApi = new Map([...objects.values()].map((object) => [object.api, object]));
  return Object.freeze({ version, objects, byApi });
}

function buildObject(definition: ObjectDefinition, custom: CustomField[]): ObjectModel {
  const fields = new Map<string, FieldModel>();
  for (const [key, given] of Object.entries({ ...definition.fields, ...systemFields })) {
    const english = given.label ?? key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
    const words = { en: english, el: given.el ?? english };
    fields.set(key, buildField(key, given, { words, custom: false, system: key in systemFields }));
  }
  for (const row of custom) {
    fields.set(row.key, buildField(row.key, row.definition, { words: row.words, custom: true, system: false }));
  }
  const stored = [...fields.values()].filter((field) => !field.system);
  return {
    key: definition.key,
    api: definition.api,
    table: definition.key,
    definition,
    title: fields.get(definition.title)!,
    fields,
    stored,
    required: stored.filter((field) => field.required),
    referring: stored.filter((field) => field.kind.refers),
    keyed: stored.filter((field) => (field.search || field.match) && field.kind.keys),
    custom: false,
  };
}

function buildField(
  key: string,
  definition: FieldDefinition,
  more: { words: Words; custom: boolean; system: boolean },
): FieldModel {
  const kind = fieldTypes.get(definition.type);
  if (!kind) throw new Error(`field ${key}: no type ${definition.type}`);
  const suffix = kind.refers ? (definition.many || definition.type === 'files' ? '_ids' : '_id') : '';
  return Object.freeze({ ...definition, key, column: key + suffix, kind, ...more });
}

/** What every record has; written by the engine alone. */
const systemFields: Record<string, FieldDefinition> = {
  created_at: { type: 'datetime', el: 'Δημιουργήθηκε', readOnly: true, group: 'system', index: true },
  created_by: { type: 'member', el: 'Δημιουργήθηκε από', readOnly: true, group: 'system' },
  // Without an index of its own: it changes with every write, and each write would then touch every index.
  updated_at: { type: 'datetime', el: 'Ενημερώθηκε', readOnly: true, group: 'system' },
  updated_by: { type: 'member', el: 'Ενημερώθηκε από', readOnly: true, group: 'system' },
};
