import type { FieldGroup, PageLayout, ObjectType, Texts } from '#web/kernel/api';

/** The groups of a page that nobody arranged, in both languages: a layout keeps its names in both. The last of them is
 * what every layout ends with. */
const groups: [Exclude<FieldGroup, 'other' | 'system'>, Texts][] = [
  ['main', { en: 'About', el: 'Βασικά' }],
  ['contact', { en: 'Contact', el: 'Επικοινωνία' }],
  ['work', { en: 'Work', el: 'Εργασία και θέση' }],
  ['address', { en: 'Address', el: 'Διεύθυνση' }],
  ['dates', { en: 'Dates', el: 'Ημερομηνίες' }],
];

/** What one begins with: the arrangement of a page that nobody arranged. */
export function standardLayout(object: ObjectType): PageLayout {
  const sections = groups.map(([group, name]) => ({
    key: group,
    name,
    fields: object.fields
      .filter((field) => field.type !== 'dated_relation' && field.group === group)
      .map((field) => field.key),
    columns: 1 as const,
    collapsed: false,
    show_if: null,
  }));
  const filled = sections.filter((section) => section.fields.length > 0);
  const name = { en: 'Overview', el: 'Επισκόπηση' };
  return { highlights: [], tabs: [{ key: 'overview', name, show_if: null, sections: filled }], hidden: [] };
}
