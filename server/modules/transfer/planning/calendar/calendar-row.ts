import { parseEmails } from '#shared/email';
import { type ContentLine, unescapeValue } from '../../reading/content-lines.ts';
import type { Component } from '../../reading/calendar.ts';
import { type CalendarTime, readTime, type Zones } from './calendar-time.ts';
import { newLink, newRow, type PlannedRow, type PlanSettings } from '../planned-row.ts';
import { occurrences } from './recurrence.ts';
import { refuse } from '../rows/cell-values.ts';

/** Plans one entry of a calendar: an event, a changed occurrence of one, a task or a note. */
export function planComponent(file: string, component: Component, context: CalendarContext): PlannedRow {
  const planned = newRow({ file, sheet: null, row: component.number }, STATUS[component.kind] ?? 'skipped');
  planned.object = planned.status === 'event' ? 'meeting' : planned.status;
  const get = (name: string) => component.lines.find((line) => line.name === name);
  const text = (name: string) => unescapeValue(get(name)?.value ?? '').trim();
  planned.values['uid'] = get('UID')?.value.trim() ?? '';
  planned.values['sequence'] = Number(get('SEQUENCE')?.value ?? 0) || 0;
  planned.values['subject'] = text('SUMMARY');
  for (const [field, name] of [
    ['text', 'DESCRIPTION'],
    ['place', 'LOCATION'],
  ] as const) {
    if (text(name) !== '') planned.values[field] = text(name);
  }
  if (/^(?:private|confidential)$/i.test(text('CLASS'))) planned.values['private'] = true;
  if (component.kind === 'VEVENT') return planEvent(planned, component, context);
  const start = timeOf(get(component.kind === 'VTODO' ? 'DUE' : 'DTSTART'), context);
  if (component.kind === 'VTODO') {
    planned.kind = 'task';
    planned.values['done'] = /^completed$/i.test(text('STATUS')) || get('COMPLETED') !== undefined;
    if (start !== null) planned.values['due'] = start.day;
  } else if (start !== null) planned.values['on'] = start.day;
  return planned;
}

/** What entries are read with: the zones of the calendar and the customs of the workspace. */
export interface CalendarContext {
  zones: Zones;
  settings: PlanSettings;
}

/** Of entries with one UID the highest SEQUENCE wins; the others are skipped. Changed occurrences join their series. */
export function settleVersions(rows: PlannedRow[]): void {
  const newest = new Map<string, PlannedRow>();
  for (const row of rows) {
    const uid = String(row.values['uid'] ?? '');
    if (row.status !== 'event' || uid === '') continue;
    const other = newest.get(uid);
    if (other === undefined) newest.set(uid, row);
    else {
      const wins = Number(row.values['sequence']) >= Number(other.values['sequence']);
      const [winner, loser] = wins ? [row, other] : [other, row];
      newest.set(uid, winner);
      loser.status = 'skipped';
      loser.reason = `an older version of the same UID (SEQUENCE ${winner.values['sequence']} follows)`;
      winner.values['replaces'] = loser.row;
    }
  }
  for (const row of rows) if (row.status === 'override') moveOccurrence(row, newest.get(String(row.values['uid'])));
}

const STATUS: Record<string, PlannedRow['status']> = { VEVENT: 'event', VTODO: 'task', VJOURNAL: 'note' };

function planEvent(planned: PlannedRow, component: Component, context: CalendarContext): PlannedRow {
  const get = (name: string) => component.lines.find((line) => line.name === name);
  const start = timeOf(get('DTSTART'), context);
  if (start === null) return { ...planned, status: 'rejected', reason: 'event without a start' };
  if (start.unknownZone !== null) {
    const read = `nobody knows this time zone; read on the clocks of ${context.settings.timeZone}`;
    refuse(planned, 'TZID', start.unknownZone, read);
  }
  const replaced = get('RECURRENCE-ID');
  if (replaced !== undefined) {
    planned.status = 'override';
    planned.values['replaced_start'] = timeOf(replaced, context)?.instant ?? null;
  }
  addSpan(planned, start, { end: timeOf(get('DTEND'), context), duration: get('DURATION')?.value ?? '' });
  if (/^cancelled$/i.test(get('STATUS')?.value.trim() ?? '')) planned.values['cancelled'] = true;
  addPeople(planned, component, context.settings);
  const rule = get('RRULE')?.value ?? '';
  if (rule !== '')
    addSeries(planned, { rule, start, excluded: component.lines.filter((line) => line.name === 'EXDATE') }, context);
  const birthday =
    start.instant === null &&
    /FREQ=YEARLY/i.test(rule) &&
    /γεν[έε]θλια|birthday/i.test(String(planned.values['subject']));
  planned.kind = birthday ? 'birthday' : 'meeting';
  return planned;
}

function addSpan(
  planned: PlannedRow,
  start: CalendarTime,
  until: { end: CalendarTime | null; duration: string },
): void {
  const { values } = planned;
  const length = minutesOf(until.duration);
  if (start.instant === null) {
    values['all_day'] = true;
    values['on'] = start.day;
    const end = until.end?.day;
    const days =
      end === undefined ? Math.round((length ?? 0) / 1440) : (Date.parse(end) - Date.parse(start.day)) / 86_400_000;
    if (end !== undefined || length !== null) values['days'] = Math.max(1, days);
    return;
  }
  values['start'] = start.instant;
  if (start.floating) values['floating'] = true;
  const end = until.end?.instant ?? null;
  const minutes = end === null ? length : (Date.parse(end) - Date.parse(start.instant)) / 60_000;
  if (minutes !== null && minutes >= 0) values['minutes'] = minutes;
}

/** Attendees who are not the firm's own people, by address. */
function addPeople(planned: PlannedRow, component: Component, settings: PlanSettings): void {
  const attendees = new Set<string>();
  for (const line of component.lines) {
    if (line.name !== 'ATTENDEE' || attendees.size >= MOST_ATTENDEES) continue;
    const [email] = parseEmails(line.value).emails;
    if (email === undefined || attendees.has(email) || isOwn(email, settings)) continue;
    attendees.add(email);
    planned.links.push(newLink('person', { email, name: line.params.get('CN')?.[0] ?? null }));
  }
  if (attendees.size > 0) planned.values['attendees'] = [...attendees];
}

const MOST_ATTENDEES = 2_000;

/** Whether an address is of the firm itself. */
export function isOwn(email: string, settings: PlanSettings): boolean {
  return settings.ownDomains.includes(email.slice(email.lastIndexOf('@') + 1));
}

interface Series {
  rule: string;
  start: CalendarTime;
  excluded: ContentLine[];
}

function addSeries(planned: PlannedRow, { rule, start, excluded }: Series, context: CalendarContext): void {
  planned.values['series'] = true;
  planned.values['rule'] = rule;
  const times = excluded.flatMap((line) => line.value.split(',').map((value) => timeOf({ ...line, value }, context)));
  const without = new Set(times.flatMap((time) => (time === null ? [] : [time.instant ?? time.day])));
  const starts = occurrences(rule, start, context.zones);
  if (starts === null) return;
  const kept = starts.filter((at) => !without.has(at));
  planned.values['occurrences'] = kept.length;
  planned.values['occurrence_starts'] = kept;
}

function moveOccurrence(row: PlannedRow, series: PlannedRow | undefined): void {
  const starts = series?.values['occurrence_starts'];
  if (!Array.isArray(starts)) return;
  const moved = starts.map((start) => (start === row.values['replaced_start'] ? row.values['start'] : start));
  if (series !== undefined) series.values['occurrence_starts'] = moved;
}

function timeOf(line: ContentLine | undefined, { zones, settings }: CalendarContext): CalendarTime | null {
  return line === undefined
    ? null
    : readTime(line.value.trim(), line.params.get('TZID')?.[0] ?? null, { zones, home: settings.timeZone });
}

/** Minutes of an iCalendar duration such as `PT90M` or `P1DT2H`. */
function minutesOf(text: string): number | null {
  const match = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text.trim());
  if (match === null) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks ?? 0) * 10_080 + (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + Math.round((seconds ?? 0) / 60)
  );
}
