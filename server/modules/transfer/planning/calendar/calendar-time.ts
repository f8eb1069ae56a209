import type { Component } from '../../reading/calendar.ts';
import { readOwnZone, type OwnZone } from './own-zone.ts';

/**
 * A moment of a calendar: its day, the instant in UTC unless it is all day, and the wall time and zone it was said
 * in.
 */
export interface CalendarTime {
  day: string;
  instant: string | null;
  wall: string;
  zone: Zone;
  /** Said without a zone: it holds on the clocks of whoever reads it. */
  floating: boolean;
  /** The name of a zone that nobody knows and the calendar does not define; the time was read as a floating one. */
  unknownZone: string | null;
}

/** A zone that the program knows by its name, or one by the rules of the calendar itself. */
export type Zone = string | OwnZone;

/** Zone names of the calendar → zones. */
export type Zones = Map<string, Zone>;

/** Learns the zones that a calendar defines itself: their place if known, else their own rules. */
export function learnZone(zones: Zones, component: Component): void {
  const get = (name: string) => component.lines.find((line) => line.name === name)?.value.trim() ?? '';
  const id = get('TZID');
  if (id === '' || zones.size > 1_000) return;
  const zone = knownZone(id) ?? knownZone(get('X-LIC-LOCATION')) ?? readOwnZone(component);
  if (zone !== null) zones.set(id, zone);
}

/** Reads `20240902T100000`, `…Z` or `20240902` in a zone; null when it is no time. */
export function readTime(
  text: string,
  tzid: string | null,
  places: { zones: Zones; home: string },
): CalendarTime | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?$/i.exec(text);
  if (match === null) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  if (!isDay(day)) return null;
  if (match[4] === undefined) return { day, instant: null, wall: day, zone: 'UTC', floating: false, unknownZone: null };
  const wall = `${day}T${match[4]}:${match[5]}:${match[6] ?? '00'}`;
  if (Number(match[4]) > 23 || Number(match[5]) > 59 || Number(match[6] ?? 0) > 59) return null;
  const named = match[7] === undefined ? tzid : 'UTC';
  const found = named === null ? null : (knownZone(named) ?? places.zones.get(named) ?? null);
  const zone = found ?? places.home;
  const instant = instantOf(wall, zone);
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(places.home).toPlainDate().toString();
  return { day: local, instant, wall, zone, floating: found === null, unknownZone: found === null ? named : null };
}

/** The instant of a wall time in a zone, in UTC without fractions. */
export function instantOf(wall: string, zone: Zone): string {
  const time = Temporal.PlainDateTime.from(wall);
  const at =
    typeof zone === 'string'
      ? time.toZonedDateTime(zone)
      : time.subtract({ seconds: zone.secondsAt(wall) }).toZonedDateTime('UTC');
  return at.toInstant().toString({ smallestUnit: 'second' });
}

function isDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The IANA zone that a name means: itself, the end of a path, or a Windows name. */
function knownZone(name: string): string | null {
  for (const candidate of [name, WINDOWS.get(name) ?? '', name.split('/').slice(-2).join('/')]) {
    if (candidate !== '' && isZone(candidate)) return candidate;
  }
  return null;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const WINDOWS = new Map(
  Object.entries({
    'GTB Standard Time': 'Europe/Athens',
    'E. Europe Standard Time': 'Europe/Chisinau',
    'FLE Standard Time': 'Europe/Kyiv',
    'GMT Standard Time': 'Europe/London',
    'W. Europe Standard Time': 'Europe/Berlin',
    'Romance Standard Time': 'Europe/Paris',
    'Central Europe Standard Time': 'Europe/Budapest',
    'Central European Standard Time': 'Europe/Warsaw',
    'Turkey Standard Time': 'Europe/Istanbul',
    'Russian Standard Time': 'Europe/Moscow',
    'Israel Standard Time': 'Asia/Jerusalem',
    'Middle East Standard Time': 'Asia/Beirut',
    'Egypt Standard Time': 'Africa/Cairo',
    'Arabian Standard Time': 'Asia/Dubai',
    'Eastern Standard Time': 'America/New_York',
    'Central Standard Time': 'America/Chicago',
    'Mountain Standard Time': 'America/Denver',
    'Pacific Standard Time': 'America/Los_Angeles',
  }),
);
