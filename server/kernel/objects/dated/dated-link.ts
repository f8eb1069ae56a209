import type { ObjectModel } from '../catalog.ts';
import { defineObject, field, issueIf, type ObjectDefinition, type Option, type Words } from '../define-object.ts';

/** What a dated relation lies between: objects by key, the field of each side by key and name, and its labels. */
export interface DatedLink {
  from: string;
  to: string;
  /** The field of the object that owns the entries, and of the one that they lead to. */
  key: string;
  reverse: string;
  label: Words;
  reverse_label: Words;
  labels: Option[];
}

/** One side of a dated relation: a field without a column. Its values are records of the object `link`. */
export interface DatedField {
  key: string;
  words: Words;
  help: Words | undefined;
  /** Key of the object whose records are the entries. */
  link: string;
  /** Fields of an entry: the one that names the record whose field this is, and the one that names the other. */
  near: Side;
  far: Side;
  /** Key of the object that it leads to. */
  to: string;
  /** The labels in the words of this side. */
  options: Option[];
  archived: boolean;
}

export type Side = 'from_record' | 'to_record';

interface Named {
  api: string;
  label: Words;
  plural: Words;
  icon: string;
}

/** The object whose records are the entries of a dated relation. They are a part of the record that owns the field: who
 * may change that adds and changes them. */
export function datedDefinition(key: string, { api, label, plural, icon }: Named, dated: DatedLink): ObjectDefinition {
  const relation = (to: string, { en, el }: Words) => field.ref({ to, required: true, index: true, label: en, el });
  return defineObject({
    key,
    api,
    label: [label.en, plural.en],
    el: [label.el, plural.el],
    icon,
    title: 'label',
    kind: 'link',
    under: 'from_record',
    dated: { key: dated.key, reverse: dated.reverse },
    columns: ['from_record', 'label', 'to_record', 'started_on', 'ended_on'],
    fields: {
      from_record: relation(dated.from, dated.reverse_label),
      to_record: relation(dated.to, dated.label),
      label: field.select({ el: 'Ετικέτα', options: dated.labels, optionsOpen: true }),
      started_on: field.date({ label: 'From', el: 'Από' }),
      ended_on: field.date({ label: 'Until', el: 'Έως' }),
    },
    rules: ({ after }) => [
      issueIf(endsEarly(after['started_on'], after['ended_on']), 'ended_on', {
        code: 'entry.ends_before_start',
        message: 'The end is before the beginning.',
      }),
      issueIf(after['from_record'] === after['to_record'], 'to_record', {
        code: 'entry.with_itself',
        message: 'Choose another record.',
      }),
    ],
  });
}

const endsEarly = (from: unknown, until: unknown): boolean =>
  typeof from === 'string' && typeof until === 'string' && until < from;

/** Gives both objects of each dated relation its field, in the words that the relation's own fields have now. */
export function linkDated(objects: ReadonlyMap<string, ObjectModel>): void {
  for (const link of objects.values()) {
    const { dated } = link.definition;
    if (!dated) continue;
    addSide(objects, { link, key: dated.key, near: 'from_record', far: 'to_record' });
    addSide(objects, { link, key: dated.reverse, near: 'to_record', far: 'from_record' });
  }
}

interface Added {
  link: ObjectModel;
  key: string;
  near: Side;
  far: Side;
}

function addSide(objects: ReadonlyMap<string, ObjectModel>, { link, key, near, far }: Added): void {
  const [mine, other] = [link.fields.get(near)!, link.fields.get(far)!];
  const labels = link.fields.get('label')?.options ?? [];
  const options = near === 'from_record' ? labels : labels.map(reversed);
  const { words, help } = other;
  const side = { key, words, help, link: link.key, near, far, to: other.to!, options, archived: link.archived };
  objects.get(mine.to!)?.dated.set(key, side);
}

function reversed({ reverse, ...option }: Option): Option {
  return { ...option, label: reverse ?? option.label };
}
