/** The instant of a day and a clock time on the clocks of the workspace. */
export function toInstant(day: string, time: string, timeZone: string): string {
  const wall = Temporal.PlainDateTime.from(`${day}T${/^\d\d:\d\d/.test(time) ? time.slice(0, 5) : '12:00'}`);
  return wall.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'second' });
}

/** Whether a value is a day, or what is known of one. */
export function isPartialDay(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\d{4}(?:-\d\d){0,2}|--\d\d-\d\d)$/.test(value);
}
