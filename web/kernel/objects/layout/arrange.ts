import type { Field, LayoutSection, ObjectType } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { isShown, type ShownIf } from '#shared/fields/shown-if';
import { isWanted } from '../fields/is-wanted.ts';
import { isEmpty } from '../fields/values.ts';
import { isEditable, isFact } from '../model/model.ts';

/** A part of a record page with the fields that are to be seen in it now. */
export type ArrangedSection = Pick<LayoutSection, 'key' | 'columns' | 'collapsed'> & {
  name: string;
  fields: Field[];
  /** What the layout does not name: what is empty there is folded away. */
  rest: boolean;
};
export type ArrangedTab = { key: string; name: string; sections: ArrangedSection[] };

type Values = Readonly<Record<string, unknown>>;

/** The tabs of a record's page as its values make them, without what is empty of parts; null where nobody arranged it.
 * What no part that is shown names stands last on the first tab: nothing that is kept is out of sight, unless it is
 * meant to be. */
export function arrange(object: ObjectType, values: Values): ArrangedTab[] | null {
  const { layout } = object;
  if (!layout) return null;
  const known = new Map(object.fields.filter((one) => isSeen(one, values)).map((one) => [one.key, one]));
  const tabs = layout.tabs
    .filter((tab) => holds(tab.show_if, values))
    .map(({ key, name, sections }) => ({
      key,
      name: inLanguage(name),
      sections: sections
        .filter((section) => holds(section.show_if, values))
        .map(({ name: called, fields, ...section }) => ({
          ...section,
          name: inLanguage(called),
          fields: fields.flatMap((one) => known.get(one) ?? []),
          rest: false,
        }))
        .filter((section) => section.fields.length > 0),
    }))
    .filter((tab) => tab.sections.length > 0);
  const rest = restOf(object, { known: [...known.values()], tabs, values });
  if (rest.length === 0) return tabs;
  const more = { key: 'more', name: i18n.t('More'), fields: rest, columns: 1 as const, collapsed: false, rest: true };
  const [first = { key: 'more', name: more.name, sections: [] }, ...others] = tabs;
  return [{ ...first, sections: [...first.sections, more] }, ...others];
}

const holds = (condition: ShownIf | null, values: Values): boolean => !condition || isShown(condition, values);

const isSeen = (field: Field, values: Values): boolean =>
  isFact(field) &&
  (field.key in values || isEditable(field)) &&
  (isWanted(field, values) || !isEmpty(values[field.key]));

type Shown = { known: Field[]; tabs: ArrangedTab[]; values: Values };

/** Fields that no part names; of parts that are not shown, those with a value. */
function restOf({ layout }: ObjectType, { known, tabs, values }: Shown): Field[] {
  const shown = new Set(tabs.flatMap((tab) => tab.sections).flatMap(({ fields }) => fields.map(({ key }) => key)));
  const placed = new Set(layout?.tabs.flatMap((tab) => tab.sections).flatMap(({ fields }) => fields));
  const hidden = new Set(layout?.hidden);
  return known.filter((field) => {
    if (shown.has(field.key) || hidden.has(field.key) || field.group === 'system') return false;
    const filled = !isEmpty(values[field.key]);
    return filled || (!placed.has(field.key) && isEditable(field));
  });
}
