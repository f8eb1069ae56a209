import { fold } from './fold.ts';

/**
 * A day as written, perhaps without its year (`--04-15`), day (`1980-04`) or month (`1980`), and the time beside
 * it.
 */
export interface ParsedDate {
  value: string;
  time: string | null;
  /** The offset behind an ISO instant, `Z` or `+02:00`; null when the text names none. */
  offset: string | null;
}

/** Why a text is no date: the words of a report line. */
export interface RefusedDate {
  refused: string;
}

/** Reads a date of any usual notation, Greek and English month names, day counts of spreadsheets; null when empty. */
export function parseDate(text: string, dayFirst: boolean): ParsedDate | RefusedDate | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (plain === '' || plain === '0/0/00') return null;
  if (plain.length > 100) return { refused: 'not a date' };
  return iso(plain) ?? numeric(plain, dayFirst) ?? named(plain) ?? short(plain) ?? { refused: 'not a date' };
}

/** The day of a spreadsheet's day count (60 is the day that never was, counted as 28 February's successor). */
export function dateOfSerial(serial: number, from1904 = false): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000);
  return date.toISOString().slice(0, 10);
}

/** `HH:MM` of `14:30`, `14.30`, `1430`, `3 μμ`, `3:15 pm`, or of a share of a day (0.5); null when it is none. */
export function parseTime(text: string): string | null {
  if (text.length > 100) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase();
  if (/^0?\.\d+$/.test(plain)) return timeOfShare(Number(plain));
  const match = /^(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?\s*(am|pm|a\.m\.|p\.m\.|π\.?μ\.?|μ\.?μ\.?)?$/.exec(
    plain,
  );
  if (match === null || (match[2] === undefined && match[3] === undefined)) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const half = match[3]?.replaceAll('.', '');
  if ((half === 'pm' || half === 'μμ') && hour < 12) hour += 12;
  if ((half === 'am' || half === 'πμ') && hour === 12) hour = 0;
  return hour > 23 || minute > 59 ? null : `${pad(hour)}:${pad(minute)}`;
}

/** `HH:MM` of a share of a day, as spreadsheets keep times. */
export function timeOfShare(share: number): string {
  const minutes = Math.round((share - Math.floor(share)) * 1440) % 1440;
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Which of day and month must come first in this text; null when it allows both or neither. */
export function orderOf(text: string): 'day' | 'month' | null {
  const match = /^\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*\d{2,4})?\b/.exec(text);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first > 12 && first <= 31 && second <= 12) return 'day';
  return second > 12 && second <= 31 && first <= 12 ? 'month' : null;
}

/** The year of a two-digit one: 00–49 is 20xx, else 19xx. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

const MONTHS: [string, number][] = [
  ['jan', 1],
  ['ian', 1],
  ['gen', 1],
  ['feb', 2],
  ['fev', 2],
  ['flev', 2],
  ['mar', 3],
  ['apr', 4],
  ['may', 5],
  ['mai', 5],
  ['jun', 6],
  ['ioun', 6],
  ['jul', 7],
  ['ioul', 7],
  ['aug', 8],
  ['avg', 8],
  ['sep', 9],
  ['oct', 10],
  ['okt', 10],
  ['nov', 11],
  ['noe', 11],
  ['dec', 12],
  ['dek', 12],
];

const ISO = new RegExp(
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.source +
    /(?:[T\s,]+(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.source,
);

function iso(text: string): ParsedDate | RefusedDate | null {
  const date = ISO.exec(text);
  if (date !== null) return day(Number(date[1]), Number(date[2]), Number(date[3]), { time: date[4], offset: date[5] });
  const packed = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/.exec(text);
  if (packed !== null && Number(packed[2]) <= 12) {
    const time = packed[4] === undefined ? undefined : `${packed[4]}:${packed[5]}`;
    return day(Number(packed[1]), Number(packed[2]), Number(packed[3]), { time, offset: packed[7] });
  }
  const yearless = /^--\s*(\d{2})-?(\d{2})$/.exec(text);
  if (yearless !== null) return day(null, Number(yearless[1]), Number(yearless[2]));
  return null;
}

function numeric(text: string, dayFirst: boolean): ParsedDate | RefusedDate | null {
  const match = /^(\d{1,2})\s*([./-])\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?[.]?(?:[\s,T]+(.*))?$/.exec(text);
  if (match === null) return null;
  const time = match[5] === undefined ? undefined : parseTime(match[5]);
  if (time === null) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const [dayOf, month] = dayFirst ? [first, second] : [second, first];
  const year = match[4] === undefined ? null : fullYear(match[4]);
  if (month > 12 && month <= 31 && dayOf >= 1 && dayOf <= 12) {
    return { refused: `month ${month}: contradicts the ${dayFirst ? 'day-first' : 'month-first'} column` };
  }
  return day(year, month, dayOf, { time });
}

function named(text: string): ParsedDate | RefusedDate | null {
  if (!/\p{L}/u.test(text)) return null;
  const parts = /^(.*?)(?:[\s,T]+(\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[apπμ]\.?[mμ]\.?)?))?$/iu.exec(text);
  const time = parts?.[2] === undefined ? undefined : (parseTime(parts[2]) ?? undefined);
  const tokens = fold(parts?.[1] ?? text)
    .replace(/(\d)(?:st|nd|rd|th|i|is|os)\b/g, '$1')
    .split(' ');
  const at = tokens.findIndex((token) => monthOf(token) !== 0);
  if (at < 0 || tokens.length > 6) return null;
  const month = monthOf(tokens[at] ?? '');
  const numbers = tokens.filter((token) => /^\d+$/.test(token));
  const others = tokens.filter((token, i) => i !== at && !/^\d+$/.test(token) && !/^(?:of|de|tou|the)$/.test(token));
  if (others.some((token) => !WEEKDAY.test(token)) || numbers.length > 2) return null;
  const year = numbers.find((number) => number.length === 4) ?? (numbers.length === 2 ? numbers[1] : undefined);
  const dayText = numbers.find((number) => number !== year || number.length < 3);
  if (dayText === undefined || (year !== undefined && numbers.length === 1)) {
    return year === undefined ? null : { value: `${fullYear(year)}-${pad(month)}`, time: null, offset: null };
  }
  return day(year === undefined ? null : fullYear(year), month, Number(dayText), { time });
}

const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun|deft|trit|tetart|pempt|parask|savv|kyriak)[a-z]*$/;

function monthOf(token: string): number {
  if (token === 'ma' || token === 'mais') return 5;
  return (
    MONTHS.find(([start]) => token.startsWith(start) && /^[a-z]+$/.test(token) && !/^mart?h?a$/.test(token))?.[1] ?? 0
  );
}

function short(text: string): ParsedDate | RefusedDate | null {
  if (/^(?:1[89]|20)\d{2}$/.test(text)) return { value: text, time: null, offset: null };
  const month = /^(\d{4})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (month !== null) {
    const [a = '', b = ''] = [month[1], month[2]];
    const [year, number] = a.length === 4 ? [a, Number(b)] : [b, Number(a)];
    return number >= 1 && number <= 12 ? { value: `${year}-${pad(number)}`, time: null, offset: null } : null;
  }
  const serial = /^(\d{5})(?:[.,](\d+))?$/.exec(text);
  if (serial === null || Number(serial[1]) < 10_000 || Number(serial[1]) > 60_000) return null;
  const time = serial[2] === undefined ? null : timeOfShare(Number(`0.${serial[2]}`));
  return { value: dateOfSerial(Number(serial[1])), time, offset: null };
}

function day(
  year: number | null,
  month: number,
  dayOf: number,
  clock: { time?: string | undefined; offset?: string | undefined } = {},
): ParsedDate | RefusedDate {
  const last = month >= 1 && month <= 12 ? new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate() : 0;
  if (dayOf < 1 || dayOf > last || year === 0) return { refused: 'no such day' };
  const time = clock.time === undefined ? null : pad(Number(clock.time.split(':')[0])) + clock.time.slice(-3);
  const value = `${year === null ? '-' : String(year).padStart(4, '0')}-${pad(month)}-${pad(dayOf)}`;
  return { value, time, offset: clock.offset ?? null };
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
