/** A time of some days of the week, in minutes since midnight. */
export interface Hours {
  /** 0 is Monday. */
  days: readonly number[];
  from: number;
  to: number;
}

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const pattern = /^([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/;

/** Reads lines such as `mon-fri 09:00-17:00`; null where one is none. `fri-mon` goes round. */
export function readHours(given: unknown): Hours[] | null {
  const lines = String(given ?? '')
    .toLowerCase()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map(readLine);
  return read.every((one) => one !== null) ? read : null;
}

function readLine(line: string): Hours | null {
  const [, first = '', last = first, ...times] = pattern.exec(line) ?? [];
  const [start, end] = [names.indexOf(first), names.indexOf(last)];
  const [h1, m1, h2, m2] = times.map(Number) as [number, number, number, number];
  if (start < 0 || end < 0) return null;
  const [from, to] = [h1 * 60 + m1, h2 * 60 + m2];
  if (from >= to || to > 24 * 60 || m1 > 59 || m2 > 59) return null;
  const days = Array.from({ length: ((end - start + 7) % 7) + 1 }, (_, at) => (start + at) % 7);
  return { days, from, to };
}

/** Whether somebody with these hours is at work at an instant, by the clock of their zone. No hours are all hours. */
export function isAtWork(hours: readonly Hours[], zone: string, now: Date): boolean {
  if (hours.length === 0) return true;
  const format = { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', format).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = names.indexOf(part('weekday').toLowerCase());
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  return hours.some(({ days, from, to }) => days.includes(day) && from <= minute && minute < to);
}
