import { type CalendarTime, instantOf, readTime, type Zones } from './calendar-time.ts';
import { loadIcal } from './load-ical.ts';
import { neverMatches } from './possible-rule.ts';

/**
 * The starts of a series that ends, at most 1,000 of them; null for one without an end or with a rule that makes
 * no sense.
 */
export function occurrences(rule: string, start: CalendarTime, zones: Zones): string[] | null {
  const until = /(?:^|;)UNTIL=([^;]+)/i.exec(rule)?.[1] ?? null;
  const count = Number(/(?:^|;)COUNT=(\d+)/i.exec(rule)?.[1] ?? 0);
  if ((until === null && count === 0) || /FREQ=(?:SECONDLY|MINUTELY|HOURLY)/i.test(rule)) return null;
  if (neverMatches(rule)) return [];
  const last = until === null ? null : readTime(until, null, { zones, home: 'UTC' });
  // A last time without a zone is one of the clocks on which the series began.
  const end = last?.instant && last.floating ? instantOf(last.wall, start.zone) : last?.instant;
  const starts: string[] = [];
  for (const wall of walls(rule.replace(/;?UNTIL=[^;]+/i, ''), start)) {
    const at = start.instant === null ? wall : instantOf(wall, start.zone);
    if (last !== null && at > (start.instant === null ? last.day : (end ?? `${last.day}T23:59:59Z`))) break;
    starts.push(at);
    if (starts.length >= MOST || (count > 0 && starts.length >= count)) break;
  }
  return starts;
}

/** Four years of working days. */
const MOST = 1_000;

function* walls(rule: string, start: CalendarTime): Iterable<string> {
  const ICAL = loadIcal();
  try {
    const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromData(timeParts(start.wall)));
    for (let time = iterator.next(), n = 0; time && n < MOST; time = iterator.next(), n++) yield time.toString();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

function timeParts(wall: string) {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wall.split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute, second, isDate: !wall.includes('T') };
}
