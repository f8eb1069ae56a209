import { multiSelect, select } from './choices.ts';
import { date, datetime, labelledDates, partialDate } from './dates.ts';
import type { FieldType } from './field-type.ts';
import { address, domains, emails, phones, urls } from './lists.ts';
import { autonumber, checkbox, duration, money, number, percent, rating } from './numbers.ts';
import { files, image, member, relation } from './references.ts';
import { longText, personName, richText, text } from './text.ts';

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
