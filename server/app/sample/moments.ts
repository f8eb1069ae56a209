import { instantOf } from '#shared/quick-entry/day-phrases';
import { dayText, localDay } from '#shared/filter';
import type { Telling } from './plan.ts';

/** The calendar day so many days from today in the firm's zone, `YYYY-MM-DD`; negative lies behind. */
export function dayAt({ now, timeZone }: Telling, days: number): string {
  return dayText(shifted(localDay(now, timeZone), days));
}

/** A moment of office hours so many days from today; week-ends move to the Friday before or the Monday after, but
 * today stays today. */
export function workMoment(telling: Telling, days: number): Date {
  const { now, timeZone, random } = telling;
  const today = localDay(now, timeZone);
  let on = shifted(today, days);
  const weekday = new Date(Date.UTC(on[0], on[1] - 1, on[2])).getUTCDay();
  if (days !== 0 && weekday === 6) on = shifted(on, days < 0 ? -1 : 2);
  if (days !== 0 && weekday === 0) on = shifted(on, days < 0 ? -2 : 1);
  return instantOf(on, random.between(16, 34) * 30 + random.pick([0, 0, 5, 10, 15, 20]), timeZone);
}

function shifted([year, month, day]: [number, number, number], days: number): [number, number, number] {
  const at = new Date(Date.UTC(year, month - 1, day + days));
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}
