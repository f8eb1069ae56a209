import { datedDefinition, type DatedLink } from '../dated/dated-link.ts';
import { defineObject, field, type ObjectDefinition, type Words } from '../define-object.ts';
import type { Layout } from '../layouts/layout.ts';

/** An object made by an administrator, as it is kept. Its fields beside name and owner are custom fields. */
export interface CustomObject {
  key: string;
  definition: {
    /** Plural name in paths. */
    api: string;
    label: Words;
    plural: Words;
    icon: string;
    /** What the name of a record is called, such as "Number". */
    title: Words;
    /** What it lies between, where its records are the entries of a dated relation. */
    dated?: DatedLink;
  };
}

/** What administrators changed about an object, laid over its definition. */
export interface ObjectSetting {
  label?: Words;
  plural?: Words;
  icon?: string;
  archived?: boolean;
  rules?: ObjectRule[];
  layout?: Layout | null;
}

/** What has to be so of every record: a formula that gives yes or no, and what is told where it is not. */
export interface ObjectRule {
  formula: string;
  message: Words;
}

/** Under this key stands, among the settings of an object's fields, what is laid over the object itself. */
export const ofObject = '';

/** The definition that the engine works with. Every such object has a name, which finds it, and an owner, by whom it is
 * somebody's own. */
export function definitionOf({ key, definition }: CustomObject): ObjectDefinition {
  const { api, label, plural, icon, title, dated } = definition;
  if (dated) return datedDefinition(key, definition, dated);
  return defineObject({
    key,
    api,
    label: [label.en, plural.en],
    el: [label.el, plural.el],
    icon,
    title: 'name',
    columns: ['name', 'owner', 'created_at'],
    fields: {
      name: field.text({ label: title.en, el: title.el, required: true, search: true, index: true }),
      owner: field.member({ owns: true, defaultsTo: 'actor', el: 'Υπεύθυνος', index: true }),
    },
  });
}
