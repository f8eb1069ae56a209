import type { Component } from '../../reading/calendar.ts';
import { loadIcal } from './load-ical.ts';
import { neverMatches } from './possible-rule.ts';

/** A zone by the rules that a calendar brings along (RFC 5545, VTIMEZONE). */
export interface OwnZone {
  /** Seconds that its clocks are ahead of UTC when they show this time. */
  secondsAt(wall: string): number;
}

/** The zone that a VTIMEZONE defines, or null where its rules make no sense. */
export function readOwnZone(component: Component): OwnZone | null {
  const parts = component.parts.filter((part) => part.name === 'STANDARD' || part.name === 'DAYLIGHT');
  const texts = parts.map(partText);
  if (texts.length === 0 || texts.includes(null)) return null;
  const text = ['BEGIN:VTIMEZONE', 'TZID:own', ...texts, 'END:VTIMEZONE'].join('\r\n');
  const ICAL = loadIcal();
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text) as unknown[]));
    const own = { secondsAt: (wall: string) => zone.utcOffset(ICAL.Time.fromString(wall, undefined as never)) };
    own.secondsAt('2020-01-01T00:00:00');
    return own;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

/** One rule with the lines that say when it holds and what it sets; null where clocks cannot be set so. */
function partText({ name, lines }: Component['parts'][number]): string | null {
  const get = (key: string) => lines.find((line) => line.name === key)?.value.trim() ?? '';
  const [from, to] = [get('TZOFFSETFROM') || get('TZOFFSETTO'), get('TZOFFSETTO')];
  const start = /^\d{8}T\d{6}/.exec(get('DTSTART'))?.[0] ?? '19700101T000000';
  if (!isOffset(from) || !isOffset(to)) return null;
  const rule = get('RRULE');
  // Clocks are set on certain days of a year; a rule by the second would be worked out for ever.
  const yearly = /^FREQ=YEARLY;/i.test(rule) && !/BY(?:HOUR|MINUTE|SECOND|YEARDAY|WEEKNO)=/i.test(rule);
  if (rule !== '' && (!yearly || neverMatches(rule))) return null;
  const days = lines.filter((line) => line.name === 'RDATE' && /^\d{8}T\d{6}$/.test(line.value.trim()));
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...(rule === '' ? [] : [`RRULE:${rule}`]),
    ...days.map((line) => `RDATE:${line.value.trim()}`),
    `END:${name}`,
  ].join('\r\n');
}

/** No clock on Earth is further from UTC than these. */
function isOffset(text: string): boolean {
  const [, hours, minutes, seconds = '0'] = /^[+-](\d{2}):?(\d{2})(\d{2})?$/.exec(text) ?? [];
  return hours !== undefined && Number(hours) <= 15 && Number(minutes) < 60 && Number(seconds) < 60;
}
