import type { Group, ObjectType } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { valueText } from '../fields/values.ts';
import { fieldLabel, nameText } from '../model/model.ts';
import { hasSeveral, readGroupBy, type GroupBy } from './group-by.ts';

/** What a table can be grouped by: choices, members, records, yes or no, texts, addresses, and the months of days. */
export function tableGroups(object: ObjectType): GroupBy[] {
  const live = object.fields.filter((field) => !field.archived);
  const values = live.filter((field) => field.group !== 'system').map((field) => readGroupBy(object, field.key));
  const months = live.map((field) => readGroupBy(object, `${field.key}:month`));
  // Choices before texts, of which there are many; the days of the record itself behind those that people fill in.
  const rank = ({ field, month }: GroupBy): number =>
    month ? (field.group === 'system' ? 3 : 2) : textual.has(field.type) ? 1 : 0;
  return [...values, ...months].filter((one) => one !== null).toSorted((a, b) => rank(a) - rank(b));
}

const textual = new Set(['text', 'emails', 'phones', 'urls', 'domains']);

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
  const isValue = field.type === 'select' || field.type === 'text' || (hasSeveral(field) && !field.many);
  return (isValue ? group.key : nameText(group.label)) || i18n.t('No name');
}

/** Choices in their order, months as they pass, names by the alphabet, what has no value at the end; records that stand
 * in an order of their own, such as stages, come in it already. */
export function inOrder(grouping: GroupBy, groups: Group[]): Group[] {
  if (grouping.field.named) return groups;
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
