import { dayText, localDay } from '#shared/filter';

const dayMillis = 86_400_000;

/** A quarter of a year: its first and last day as text, and its name (`2026-Q4`). */
export interface Quarter {
  name: string;
  from: string;
  to: string;
}

/** The quarter of a name such as `2026-Q4`; null where it names none. */
export function findQuarter(name: string): Quarter | null {
  const match = /^(\d{4})-Q([1-4])$/.exec(name);
  return match ? quarterAt(Number(match[1]), Number(match[2]) - 1) : null;
}

function quarterAt(year: number, at: number): Quarter {
  const [from, to] = [Date.UTC(year, at * 3, 1), Date.UTC(year, at * 3 + 3, 0)];
  const text = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { name: `${text(from).slice(0, 4)}-Q${at + 1}`, from: text(from), to: text(to) };
}

/** The quarter in which a day lies. */
export function quarterOf(day: string): Quarter {
  return quarterAt(Number(day.slice(0, 4)), Math.floor((Number(day.slice(5, 7)) - 1) / 3));
}

/** Today in a time zone. */
export function today(now: Date, timeZone: string): string {
  return dayText(localDay(now, timeZone));
}

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMillis;
}

/** A number of days since 1970-01-01 as text. */
export function dayName(day: number): string {
  return new Date(day * dayMillis).toISOString().slice(0, 10);
}
