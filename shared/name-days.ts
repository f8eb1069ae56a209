import { soundKey, words } from './fold.ts';
import { nameDayCalendar } from './name-days/calendar.ts';

/** Easter Sunday of the Orthodox Church, `YYYY-MM-DD` of the Gregorian calendar, for 1900–2099 (Meeus, Astronomical
 * Algorithms, chapter 8: the Julian Easter, moved by the thirteen days between the calendars). */
export function orthodoxEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const julian = d + e + 114;
  return shift(`${year}-01-01`, daysToMonth(year, Math.floor(julian / 31)) + (julian % 31) + 13);
}

/** The name day of a given name in one year, `YYYY-MM-DD`; null where the calendar has none. Greek or Latin letters,
 * full or short form; of several given names the first that has a day counts. */
export function nameDayIn(given: string, year: number): string | null {
  for (const word of words(given)) {
    const rule = rules().get(soundKey(word));
    if (rule !== undefined) return dayOf(rule, year);
  }
  return null;
}

/** The next name day on or after a day; null where the name has none. */
export function nextNameDay(given: string, from: string): string | null {
  const year = Number(from.slice(0, 4));
  const day = nameDayIn(given, year);
  return day !== null && day < from ? nameDayIn(given, year + 1) : day;
}

const table = new Map<string, string>();

/** The calendar by the sound of the name, read once. */
function rules(): ReadonlyMap<string, string> {
  if (table.size > 0) return table;
  for (const line of nameDayCalendar) {
    const [rule = '', ...names] = line.split(' ');
    for (const name of names) {
      const key = soundKey(words(name).join(''));
      // Where two saints share a short form, the one that stands first in the year keeps it.
      if (!table.has(key)) table.set(key, rule);
    }
  }
  return table;
}

function dayOf(rule: string, year: number): string {
  if (/^\d/.test(rule)) return `${year}-${rule}`;
  const easter = orthodoxEaster(year);
  // A feast in Lent would be kept with fasting: George waits for Easter Monday, and Mark for the day after.
  const waits = easter >= `${year}-04-23`;
  if (rule === 'G') return waits ? shift(easter, 1) : `${year}-04-23`;
  if (rule === 'M') return waits ? shift(easter, 2) : `${year}-04-25`;
  return shift(easter, Number(rule.slice(1)));
}

function daysToMonth(year: number, month: number): number {
  return Math.round((Date.UTC(year, month - 1, 1) - Date.UTC(year, 0, 1)) / 86_400_000);
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
