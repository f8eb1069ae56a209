import type { FieldDefinition, ObjectDefinition, Option } from './define-object.ts';

type Objects = ReadonlyMap<string, { fields: ReadonlyMap<string, FieldDefinition> }>;

/** The definition with the choices that its fields have from another object's, where that is there. */
export function withOptions(definition: ObjectDefinition, objects: Objects): ObjectDefinition {
  const fields = Object.entries(definition.fields).map(([key, one]): [string, FieldDefinition] => {
    const from = one.optionsFrom && objects.get(one.optionsFrom.object);
    if (!from) return [key, one];
    const [first, second] = one.optionsFrom!.fields.map((name) => from.fields.get(name)?.options ?? []);
    return [key, { ...one, options: second!.flatMap((of) => first!.map((by) => joinedOption(by, of))) }];
  });
  return Object.freeze({ ...definition, fields: Object.fromEntries(fields) });
}

function joinedOption(by: Option, of: Option): Option {
  const label = { en: `${of.label.en} · ${by.label.en}`, el: `${of.label.el} · ${by.label.el}` };
  const archived = by.archived || of.archived;
  return { value: `${by.value}:${of.value}`, label, ...(archived ? { archived: true } : {}) };
}
