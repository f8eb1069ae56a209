import { zoneFormat } from './zones/zone-format.ts';

/** The filter language of api.md: one form for lists, segments, automations, reports, rights and the API. */
export type Filter =
  | { all: Filter[] }
  | { any: Filter[] }
  | { not: Filter }
  | { some_of: string; by?: string; where?: Filter }
  | { none_of: string; by?: string; where?: Filter }
  | ({ count_of: string; by?: string; where?: Filter } & Comparison)
  | ({ field: string } & Comparison);

/** Exactly one operator with its operand. */
export type Comparison = Partial<Record<string, unknown>>;

/** A filter nests at most this deep and has at most this many terms (trust.md §8). */
export const filterLimits = { depth: 8, terms: 100 };

const units: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Turns `-90d`, `+2w`, `today`, `this_quarter` … into the first instant meant and the first one after it, in the
 * zone of the reader; null where the text is no relative time. Months and years are of the calendar. */
export function relativeTime(text: string, now: Date, timeZone: string): { from: Date; to: Date } | null {
  const shift = /^([+-])(\d{1,5})([hdwmqy])$/.exec(text);
  if (shift) {
    const at = shifted(now, Number(shift[1] + shift[2]!), shift[3]!);
    return { from: at, to: at };
  }
  const named = /^(today|yesterday|tomorrow)$|^(this|last|next)_(week|month|quarter|year)$/.exec(text);
  if (!named) return null;
  const day = localDay(now, timeZone);
  if (named[1]) {
    const offset = { yesterday: -1, today: 0, tomorrow: 1 }[named[1]]!;
    return span(addDays(day, offset), addDays(day, offset + 1), timeZone);
  }
  const offset = { last: -1, this: 0, next: 1 }[named[2]!]!;
  const start = periodStart(day, named[3]!, offset);
  return span(start, periodStart(day, named[3]!, offset + 1), timeZone);
}

function shifted(now: Date, n: number, unit: string): Date {
  if (units[unit]) return new Date(now.getTime() + n * units[unit]);
  const months = n * { m: 1, q: 3, y: 12 }[unit as 'm' | 'q' | 'y'];
  const at = new Date(now);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, last));
  return at;
}

type Day = [number, number, number];

/** The calendar day of an instant in a zone. */
export function localDay(at: Date, timeZone: string): Day {
  const text = zoneFormat('en-CA', timeZone, { dateStyle: 'short' }).format(at);
  const [year, month, day] = text.split('-').map(Number);
  return [year!, month!, day!];
}

function addDays([year, month, day]: Day, n: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day + n));
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}

function periodStart([year, month, day]: Day, unit: string, offset: number): Day {
  if (unit === 'week') {
    const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7; // weeks start on Monday (ISO 8601)
    return addDays([year, month, day], offset * 7 - weekday);
  }
  const first = { month: month - 1 + offset, quarter: Math.floor((month - 1) / 3) * 3 + 3 * offset, year: 12 * offset };
  const at = new Date(Date.UTC(year, first[unit as 'month' | 'quarter' | 'year'], 1));
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, 1];
}

function span(from: Day, to: Day, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(from, timeZone), to: startOfDay(to, timeZone) };
}

/** The instant a calendar day begins in a zone. */
export function startOfDay([year, month, day]: Day, timeZone: string): Date {
  const utc = Date.UTC(year, month - 1, day);
  const guess = new Date(utc - offsetAt(new Date(utc), timeZone));
  return new Date(utc - offsetAt(guess, timeZone));
}

function offsetAt(at: Date, timeZone: string): number {
  const text = zoneFormat('en-US', timeZone, { timeZoneName: 'longOffset' }).format(at);
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(text);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

/** `YYYY-MM-DD` of a day. */
export function dayText([year, month, day]: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
