import { address } from './address.ts';
import { checkbox } from './checkbox.ts';
import { date, datetime, partialDate } from './dates.ts';
import type { ValueType } from './field-type.ts';
import { labelledDates } from './labelled-dates.ts';
import { domains, emails, phones, urls } from './lists.ts';
import { longText } from './long-text.ts';
import { money } from './money.ts';
import { autonumber, duration, number, percent, rating } from './number.ts';
import { personName } from './person-name.ts';
import { files, image, member, relation } from './references.ts';
import { richText } from './rich-text.ts';
import { multiSelect, select } from './select.ts';
import { text } from './text.ts';

const list: ValueType[] = [
  text,
  longText,
  richText,
  number,
  percent,
  duration,
  rating,
  autonumber,
  money,
  date,
  datetime,
  partialDate,
  checkbox,
  select,
  multiSelect,
  emails,
  phones,
  urls,
  domains,
  address,
  personName,
  relation,
  member,
  files,
  image,
  labelledDates,
];

/** Every field type by its key. */
export const valueTypes: ReadonlyMap<string, ValueType> = new Map(list.map((type) => [type.key, type]));
