import type { Field, Money, RecordRow } from '#web/kernel/api';
import { isEmpty, valueText } from '../fields/values.ts';
import { zonedInput } from '../fields/reading.ts';

/** What the reader works with: the zone of times, and the currency that goes without saying. */
export type Reader = { zone: string; currency: string };

/** A cell as text that a spreadsheet can work with and that reads back as the same value. */
export function copyText(field: Field, value: unknown, reader: Reader): string {
  if (isEmpty(value) && field.type !== 'checkbox') return '';
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'rating':
    case 'autonumber':
    case 'date':
    case 'partial_date':
      return String(value);
    case 'duration':
      return clock(Number(value));
    case 'money': {
      const { amount, currency } = value as Money;
      return currency === reader.currency ? amount : `${amount} ${currency}`;
    }
    case 'datetime':
      return zonedInput(String(value), reader.zone).replace('T', ' ');
    default:
      return valueText(field, value);
  }
}

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 3_600))}:${String(Math.round((seconds % 3_600) / 60)).padStart(2, '0')}`;

/** A block of rows as texts, cell by cell. */
export const copyBlock = (fields: Field[], rows: RecordRow[], reader: Reader): string[][] =>
  rows.map((row) => fields.map((field) => copyText(field, row[field.key], reader)));
