import type { Field, Group, ObjectType } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { valueText } from '../fields/values.ts';
import { fieldLabel, findField, nameText } from '../model/model.ts';

/** By what the rows of a table are grouped; `term` is how addresses, views and the server name it. */
export type GroupBy = { field: Field; month: boolean; term: string };

/** In an address: no groups, although the view has some. */
export const UNGROUPED = '-';

const VALUES = new Set(['select', 'member', 'relation', 'checkbox', 'text']);
const DAYS = new Set(['date', 'datetime']);

/** What a table can be grouped by: one choice, member, record, yes or no, a text, and the months of days. */
export function tableGroups(object: ObjectType): GroupBy[] {
  const known = object.fields.filter((field) => !field.many && !field.archived);
  const own = (field: Field): boolean => field.group !== 'system';
  const values = known.filter((field) => VALUES.has(field.type) && own(field) && field.key !== object.title);
  const days = known.filter((field) => DAYS.has(field.type) && field.sortable);
  return [
    ...[...values.filter((field) => field.type !== 'text'), ...values.filter((field) => field.type === 'text')].map(
      (field) => by(field, false),
    ),
    ...[...days.filter(own), ...days.filter((field) => !own(field))].map((field) => by(field, true)),
  ];
}

const by = (field: Field, month: boolean): GroupBy => ({
  field,
  month,
  term: month ? `${field.key}:month` : field.key,
});

/** Reads a term; null where the object does not know it. */
export function readGroupBy(object: ObjectType, term: string | null): GroupBy | null {
  if (!term || term === UNGROUPED) return null;
  const [key = '', unit] = term.split(':');
  const field = findField(object, key);
  const fits = field && !field.many && key !== object.title && (unit === 'month' ? DAYS : VALUES).has(field.type);
  return fits ? by(field, unit === 'month') : null;
}

/** The name of a grouping, such as “Stage” or “Close date, by month”. */
export const groupByLabel = ({ field, month }: GroupBy): string =>
  month ? i18n.t('{field}, by month', { field: fieldLabel(field) }) : fieldLabel(field);

/** The key of a group as an address keeps it; records without a value have the empty one. */
export const keyOf = (group: Group): string => group.key ?? '';

/** What a group is called: the choice, the name, the month, or that there is none. */
export function groupName({ field, month }: GroupBy, group: Group): string {
  if (group.key === null) return i18n.t('None');
  if (month) return format.calendarDay(group.key);
  if (field.type === 'checkbox') return valueText(field, group.key === 'true');
  const option = field.options?.find((one) => one.value === group.key);
  if (option) return inLanguage(option.label);
  const isValue = field.type === 'select' || field.type === 'text';
  return (isValue ? group.key : nameText(group.label)) || i18n.t('No name');
}

/** Choices in their order, months as they pass, names by the alphabet, what has no value at the end. */
export function inOrder(grouping: GroupBy, groups: Group[]): Group[] {
  const options = (grouping.field.options ?? []).map((one) => one.value);
  const place = (group: Group): number => {
    if (group.key === null) return Infinity;
    const at = options.indexOf(group.key);
    return at < 0 ? options.length : at;
  };
  const text = (group: Group): string =>
    grouping.month || options.length > 0 ? keyOf(group) : groupName(grouping, group);
  // Two groups without a value do not exist, so infinity is never taken from infinity.
  return groups.toSorted((a, b) => place(a) - place(b) || text(a).localeCompare(text(b)));
}
