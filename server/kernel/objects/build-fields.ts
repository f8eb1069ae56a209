import type { CustomField, FieldModel } from './catalog.ts';
import type { FieldDefinition, ObjectDefinition, Words } from './define-object.ts';
import type { FieldSetting } from './customize/change-field.ts';
import { columnSuffix, kindOf } from './fields/all.ts';
import { withShadows } from './retype/shadows.ts';

/** What administrators laid over the fields of an object, by the field's key. */
export type Settings = ReadonlyMap<string, FieldSetting>;

/** The fields as administrators ordered them; those without a place keep theirs behind. */
export function inOrder(fields: Map<string, FieldModel>, settings: Settings): Map<string, FieldModel> {
  if (![...settings.values()].some((setting) => setting.position !== undefined)) return fields;
  const place = (key: string) => settings.get(key)?.position ?? Number.MAX_SAFE_INTEGER;
  return new Map([...fields].toSorted(([a], [b]) => place(a) - place(b)));
}

/** All fields of an object: its own, those that the workspace added, and what every record has. */
export function collectFields(definition: ObjectDefinition, custom: CustomField[], settings: Settings) {
  const fields = new Map<string, FieldModel>();
  const addAll = (given: Record<string, FieldDefinition>, system: boolean) => {
    for (const [key, one] of Object.entries(given)) {
      const english = one.label ?? key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
      const words = { en: english, el: one.el ?? english };
      fields.set(key, buildField(key, one, { words, custom: false, system, settings }));
    }
  };
  addAll(definition.fields, false);
  for (const row of custom) {
    const more = { words: row.words, custom: true, system: false, settings };
    fields.set(row.key, buildField(row.key, row.definition, more));
  }
  addAll(systemFields, true);
  return fields;
}

/** Columns of every table, with their types. */
export const systemColumns: Readonly<Record<string, string>> = {
  id: 'uuid',
  version: 'integer',
  created_at: 'timestamptz',
  created_by_id: 'uuid',
  updated_at: 'timestamptz',
  updated_by_id: 'uuid',
  deleted_at: 'timestamptz',
  merged_into_id: 'uuid',
  source: 'jsonb',
};

function buildField(
  key: string,
  given: FieldDefinition,
  { settings, ...more }: { words: Words; custom: boolean; system: boolean; settings: Settings },
): FieldModel {
  const { label, help, options, formula, type, column, shadows, archived = false, ...marks } = settings.get(key) ?? {};
  const definition = type ? withType(given, type) : given;
  const kind = kindOf(definition);
  if (!kind) throw new Error(`field ${key}: no type ${definition.type}`);
  return Object.freeze({
    ...definition,
    key,
    column: column ?? key + columnSuffix(definition),
    kind: shadows ? withShadows(kind, definition, shadows) : kind,
    ...(shadows ? { shadows } : {}),
    ...more,
    ...(label ? { words: label } : {}),
    ...(help === undefined ? {} : { help: help ?? undefined }),
    ...(options ? { options } : {}),
    ...(formula ? { summary: { kind: 'formula', formula } } : {}),
    ...(marks.required === undefined ? {} : { required: marks.required }),
    ...(marks.unique === undefined ? {} : { unique: marks.unique }),
    ...(marks.sensitive === undefined ? {} : { sensitive: marks.sensitive }),
    ...(marks.show_if ? { showIf: marks.show_if } : {}),
    ...(marks.default === undefined ? {} : { defaultsTo: marks.default ?? undefined }),
    archived,
    // Nobody can fill in what no form shows.
    ...(archived ? { required: false } : {}),
  }) as FieldModel;
}

/** The definition with another type that administrators gave it; choices belong to the type. */
function withType(given: FieldDefinition, type: string): FieldDefinition {
  const { options: _, ...definition } = given;
  return { ...definition, type };
}

/** What every record has; written by the engine alone. */
const systemFields: Record<string, FieldDefinition> = {
  created_at: { type: 'datetime', el: 'Δημιουργήθηκε', readOnly: true, group: 'system', index: true },
  created_by: { type: 'member', el: 'Δημιουργήθηκε από', readOnly: true, group: 'system' },
  // Without an index of its own: it changes with every write, and each write would then touch every index.
  updated_at: { type: 'datetime', el: 'Ενημερώθηκε', readOnly: true, group: 'system' },
  updated_by: { type: 'member', el: 'Ενημερώθηκε από', readOnly: true, group: 'system' },
};
