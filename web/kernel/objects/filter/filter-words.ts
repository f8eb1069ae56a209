import type { Field, MemberRef, ObjectType, RecordRef } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { findObject, findPath, objectLabel } from '../model/model.ts';
import { optionLabel, valueText } from '../fields/values.ts';
import { isGroup, type Condition, type FilterPart, type FilterTree, type Op } from './filter-tree.ts';

/** What is asked of a field, as it stands between the field's name and the value. */
export function opWords(op: Op): string {
  switch (op) {
    case 'is':
      return i18n.t('is');
    case 'is_not':
      return i18n.t('is not');
    case 'in':
      return i18n.t('is one of');
    case 'contains':
      return i18n.t('contains');
    case 'starts_with':
      return i18n.t('starts with');
    case 'gt':
      return i18n.t('is more than');
    case 'gte':
      return i18n.t('is at least');
    case 'lt':
      return i18n.t('is less than');
    case 'lte':
      return i18n.t('is at most');
    default:
      return otherWords(op);
  }
}

function otherWords(op: Op): string {
  switch (op) {
    case 'before':
      return i18n.t('is before');
    case 'after':
      return i18n.t('is after');
    case 'within':
      return i18n.t('is in');
    case 'older':
      return i18n.t('is more than … days ago');
    case 'recent':
      return i18n.t('is in the last … days');
    case 'empty':
      return i18n.t('is empty');
    case 'not_empty':
      return i18n.t('is filled in');
    case 'me':
      return i18n.t('is me');
    default:
      return i18n.t('is my team');
  }
}

/** Spans of time that can be asked for by name. */
export const spans = (): { value: string; label: string }[] => [
  { value: 'today', label: i18n.t('today') },
  { value: 'this_week', label: i18n.t('this week') },
  { value: 'this_month', label: i18n.t('this month') },
  { value: 'this_quarter', label: i18n.t('this quarter') },
  { value: 'this_year', label: i18n.t('this year') },
];

/** One sentence in words: `City is Limassol`, `Last contact is more than 90 days ago`. */
function conditionWords(object: ObjectType, condition: Condition, objects: ObjectType[]): string {
  const found = findPath(objects, object, condition.field);
  const field = found?.field ?? null;
  const name = found?.names.join(' › ') ?? condition.field;
  const { op, value } = condition;
  if (op === 'older')
    return i18n.t('{name} is more than {count, plural, one {# day} other {# days}} ago', {
      name,
      count: Number(value),
    });
  if (op === 'recent')
    return i18n.t('{name} is in the last {count, plural, one {day} other {# days}}', { name, count: Number(value) });
  if (['empty', 'not_empty', 'me', 'my_team'].includes(op)) return `${name} ${opWords(op)}`;
  return `${name} ${opWords(op)} ${valueWords(field, op, value)}`;
}

function valueWords(field: Field | null, op: Op, value: unknown): string {
  if (op === 'within') return spans().find((one) => one.value === value)?.label ?? String(value);
  if (Array.isArray(value))
    return format.list(
      value.map((one) => oneWord(field, one)),
      'disjunction',
    );
  return oneWord(field, value);
}

function oneWord(field: Field | null, value: unknown): string {
  if (value !== null && typeof value === 'object') return (value as RecordRef | MemberRef).name;
  if (field?.options) return optionLabel(field, String(value));
  if (field && ['date', 'datetime', 'number', 'money', 'percent', 'checkbox'].includes(field.type)) {
    const amount = field.type === 'money' ? { amount: String(value), currency: 'EUR' } : value;
    if (field.type === 'datetime') return format.calendarDay(String(value).slice(0, 10));
    return field.type === 'money' ? format.number(Number(value)) : valueText(field, amount);
  }
  return String(value);
}

/** A sentence, or a group of them, in words. */
export function partWords(object: ObjectType, part: FilterPart, objects: ObjectType[]): string {
  if (!isGroup(part)) return conditionWords(object, part, objects);
  const target = part.of ? findObject(objects, part.of.api) : null;
  const inner = part.parts.map((one) => partWords(target ?? object, one, objects));
  const joined = format.list(inner, part.join === 'any' ? 'disjunction' : 'conjunction');
  const words = part.join === 'none' ? i18n.t('none of: {words}', { words: joined }) : joined;
  if (!part.of) return part.join === 'none' || inner.length === 1 ? words : `(${words})`;
  const what = target ? objectLabel(target, true).toLocaleLowerCase() : part.of.api;
  const some = part.of.kind === 'some_of';
  if (inner.length === 0) return some ? i18n.t('has {what}', { what }) : i18n.t('has no {what}', { what });
  return some
    ? i18n.t('has {what} with: {words}', { what, words })
    : i18n.t('has no {what} with: {words}', { what, words });
}

/** A whole filter as one sentence, for names of views and for screen readers. */
export const filterWords = (object: ObjectType, tree: FilterTree, objects: ObjectType[]): string =>
  format.list(
    tree.conditions.map((part) => partWords(object, part, objects)),
    tree.join === 'all' ? 'conjunction' : 'disjunction',
  );
