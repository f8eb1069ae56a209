import { multiSelect, select } from './choices.ts';
import { date, datetime, labelledDates, partialDate } from './dates.ts';
import type { FieldType } from './field-type.ts';
import { address, domains, emails, phones, urls } from './lists.ts';
import { autonumber, checkbox, duration, money, number, percent, rating } from './numbers.ts';
import { files, image, member, relation } from './references.ts';
import { longText, personName, richText, text } from './text.ts';
import { workedText } from './worked-text.ts';
import type { FieldDefinition } from '../define-object.ts';

const list: FieldType[] = [
  text,
  longText,
  richText,
  personName,
  number,
  percent,
  duration,
  rating,
  autonumber,
  money,
  checkbox,
  date,
  datetime,
  partialDate,
  labelledDates,
  select,
  multiSelect,
  emails,
  phones,
  urls,
  domains,
  address,
  relation,
  member,
  files,
  image,
];

/** Every field type by its key. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(list.map((type) => [type.key, type]));

/** The type of a field by its definition: a text that a formula works out is kept in a way of its own. */
export function kindOf({ type, summary }: FieldDefinition): FieldType | undefined {
  return type === 'text' && summary?.kind === 'formula' ? workedText : fieldTypes.get(type);
}

/** What the name of a field's column ends in: ids say that they are some. */
export function columnSuffix(definition: FieldDefinition): string {
  if (!kindOf(definition)?.refers) return '';
  return definition.many || definition.type === 'files' ? '_ids' : '_id';
}
