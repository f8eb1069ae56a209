import { readText, refuse, timing, type ValueType } from './field-type.ts';

/** A day of the calendar, `YYYY-MM-DD`. */
export const date: ValueType = {
  key: 'date',
  operators: timing,
  parse: (input) => {
    const text = readText(input, 40).slice(0, 10);
    if (!isDay(text)) refuse('not_a_date', 'Write the date as year-month-day, such as 2026-11-25.');
    return text;
  },
  format: String,
};

/** A moment, RFC 3339, kept in UTC, with as many decimals as it needs: the form in which the database gives it back. */
export const datetime: ValueType = {
  key: 'datetime',
  operators: timing,
  parse: (input) => {
    const text = readText(input, 40).trim();
    const whole = isDay(text) ? `${text}T00:00:00Z` : text;
    const good = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i.test(whole);
    const time = good && isDay(whole.slice(0, 10)) ? Date.parse(whole.replace(' ', 'T')) : Number.NaN;
    const at = new Date(time);
    // An offset may lead out of the years 1 to 9999, which RFC 3339 cannot write.
    if (Number.isNaN(time) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9_999)
      refuse('not_a_time', 'Write the time with its zone, such as 2026-11-25T15:30:00Z.');
    return at.toISOString().replace(/\.?0+Z$/, 'Z');
  },
  format: String,
};

/** A date of which only a part is known: `1980-04-15`, `--04-15`, `1980-04`, `1980`. */
export const partialDate: ValueType = {
  key: 'partial_date',
  operators: ['is', 'is_not', 'before', 'after', 'between', 'within'],
  parse: (input) => {
    const text = readText(input, 20).trim();
    if (!isPartialDate(text)) refuse('not_a_date', 'Write 1980-04-15, or what is known of it: --04-15, 1980-04, 1980.');
    return text;
  },
  format: String,
};

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && dayExists(Number(match[1]), Number(match[2]), Number(match[3]));
}

function isPartialDate(text: string): boolean {
  if (isDay(text)) return true;
  const [, month, day] = /^--(\d\d)-(\d\d)$/.exec(text) ?? [];
  // Without a year every leap day may exist.
  if (month) return dayExists(2000, Number(month), Number(day));
  return /^\d{4}$/.test(text) || /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function dayExists(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
