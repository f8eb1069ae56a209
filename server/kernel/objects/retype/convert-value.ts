import { parseAmount } from '#shared/amount';
import { refuse, ValueProblem, type FieldFacts, type ReadingSettings } from '#shared/fields/field-type';
import type { Phone } from '#shared/fields/lists';
import type { Money } from '#shared/fields/money';
import { dayText, localDay, startOfDay } from '#shared/filter';
import { fold } from '#shared/fold';
import { parseDate } from '#shared/partial-date';
import { fieldTypes } from '../fields/all.ts';

/** How values are read where the workspace decides: kept with the change, so that it means the same for good. */
export interface Reading extends ReadingSettings {
  timeZone: string;
  /** Whether 03/04/2025 is the third of April. */
  dayFirst: boolean;
}

function convertValue(value: unknown, from: string, { to, reading }: { to: string; reading: Reading }): unknown {
  if (value === null || value === undefined) return null;
  const parse = (input: unknown) => fieldTypes.get(to)!.value.parse(input, facts, reading);
  const text = () => textOf(value, from);
  switch (to) {
    case 'text':
    case 'long_text':
    case 'select':
      return from === 'multi_select' && to === 'select' ? oneOf(value as string[]) : shortEnough(text(), to);
    case 'multi_select':
      return from === 'select' ? [value] : parse(partsOf(text()).slice(0, 101));
    case 'emails':
    case 'urls':
    case 'domains':
      return parse(partsOf(text()));
    case 'phones':
      return knownPhones(parse(partsOf(text())) as Phone[] | null);
    case 'number':
    case 'percent':
      return from === 'money' ? amountOf(value as Money, reading) : parse(numberOf(text()));
    case 'money':
      return moneyOf(text(), parse);
    case 'date':
      return from === 'datetime' ? dayOf(value as string, reading) : parse(dateOf(text(), reading).day);
    case 'datetime':
      return parse(from === 'date' ? instantOf(value as string, null, reading) : momentOf(text(), reading));
    case 'checkbox':
      return yesOrNo(text());
    default:
      return parse(text());
  }
}

/** The value of one type as the value of another, in its canonical form; null where it does not fit. A value that would
 * lose something by it does not. */
export function convertedOrNull(
  value: unknown,
  from: string,
  how: { to: string; reading: Reading },
): { value: unknown } | null {
  try {
    return { value: convertValue(value, from, how) };
  } catch (problem) {
    if (problem instanceof ValueProblem) return null;
    throw problem;
  }
}

/** Whether a text is a date that reads differently with the day or the month first. */
export function isAmbiguousDate(text: string): boolean {
  const [first, second] = [true, false].map((dayFirst) => parseDate(text, dayFirst));
  const whole = [first, second].every((one) => one && !('refused' in one) && /^\d{4}-\d\d-\d\d$/.test(one.value));
  return whole && (first as { value: string }).value !== (second as { value: string }).value;
}

const facts: FieldFacts = { key: 'value' };
const limits: Record<string, number> = { text: 1_000, select: 200, long_text: 100_000 };

const textOf = (value: unknown, from: string): string => fieldTypes.get(from)!.value.format(value);

function shortEnough(text: string, to: string): string {
  if (text.length > limits[to]!) refuse('too_long', `At most ${String(limits[to])} characters fit here.`);
  if (to !== 'long_text' && /[\r\n]/.test(text)) refuse('several_lines', 'Only one line fits here.');
  return text;
}

function oneOf(values: string[]): string {
  return values.length === 1 ? values[0]! : refuse('too_many', 'At most 1 values fit here.');
}

const partsOf = (text: string): string[] =>
  text
    .split(/[;,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function knownPhones(phones: Phone[] | null): Phone[] | null {
  const odd = phones?.find((phone) => phone.raw !== null);
  return odd ? refuse('not_a_phone', `"${odd.value}" is no telephone number.`) : phones;
}

function numberOf(text: string): string {
  return parseAmount(text.replace(/\s*%\s*$/, ''))?.amount ?? refuse('not_a_number', 'Write a number here.');
}

/** A sum in another currency than the firm's would lose what it is. */
function amountOf({ amount, currency }: Money, reading: Reading): number {
  return currency === reading.currency
    ? Number(amount)
    : refuse('other_currency', `Only amounts in ${reading.currency} fit here.`);
}

function moneyOf(text: string, parse: (input: unknown) => unknown): unknown {
  const read = parseAmount(text) ?? refuse('not_an_amount', 'This is no amount.');
  return parse(read.currency ? read : read.amount);
}

function dateOf(text: string, { dayFirst }: Reading): { day: string; time: string | null; offset: string | null } {
  const read = parseDate(text, dayFirst);
  if (!read || 'refused' in read || !/^\d{4}-\d\d-\d\d$/.test(read.value))
    return refuse('not_a_date', 'This is no day.');
  return { day: read.value, time: read.time, offset: read.offset };
}

/** A moment with its zone as it is written; else by the clocks of the firm. */
function momentOf(text: string, reading: Reading): string {
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/i.test(text)) return text;
  const { day, time } = dateOf(text, reading);
  return instantOf(day, time, reading);
}

function instantOf(day: string, time: string | null, { timeZone }: Reading): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const [hour = 0, minute = 0] = (time ?? '').split(':').map(Number);
  const midnight = startOfDay([year, month, date], timeZone);
  return new Date(midnight.getTime() + (hour * 60 + minute) * 60_000).toISOString();
}

const dayOf = (instant: string, { timeZone }: Reading): string => dayText(localDay(new Date(instant), timeZone));

const yes = new Set(['true', 'yes', 'y', '1', 'x', '✓', 'on', 'nai']);
const no = new Set(['false', 'no', 'n', '0', 'off', '-', 'ochi', 'oxi']);

function yesOrNo(text: string): boolean {
  const word = fold(text.trim()) || text.trim();
  if (yes.has(word)) return true;
  return no.has(word) ? false : refuse('not_yes_or_no', 'This is either true or false.');
}
