import type { Field, Filter, ObjectType } from '#web/kernel/api';
import { zonedInstant, zonedInput } from '../fields/reading.ts';
import { isEditable } from '../model/model.ts';

// The days that people plan by come before those that are only known afterwards.
const MEANT = ['closes_on', 'due_on', 'due_at', 'starts_at', 'next_step_at', 'happened_at', 'last_contact_at'];

/** Fields that put a record on a day of a calendar, the likeliest first. */
export function dayFields(object: ObjectType): Field[] {
  const rank = (field: Field): number => {
    const place = MEANT.indexOf(field.key);
    return place >= 0 ? place : MEANT.length + (field.group === 'system' ? 2 : isEditable(field) ? 0 : 1);
  };
  const fields = object.fields.filter((field) => !field.archived && ['date', 'datetime'].includes(field.type));
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

/** The condition that a field lies in these days: from the first, before the one after the last. */
export function withinDays(field: Field, days: { from: string; to: string }, zone: string): Filter {
  const bound = (day: string): string =>
    field.type === 'date' ? day : (zonedInstant(`${day}T00:00`, zone) ?? `${day}T00:00:00Z`);
  return {
    all: [
      { field: field.key, gte: bound(days.from) },
      { field: field.key, lt: bound(days.to) },
    ],
  };
}

/** A value moved to another day; the time of day stays, also over a change of the clock. */
export function movedTo(field: Field, value: string, day: string, zone: string): string {
  if (field.type === 'date') return day;
  return zonedInstant(`${day}T${zonedInput(value, zone).slice(11, 16)}`, zone) ?? value;
}
