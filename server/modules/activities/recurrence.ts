import { instantOf } from '#shared/quick-entry/day-phrases';
import { localDay } from '#shared/filter';

const steps: Record<string, [number, number, number]> = {
  daily: [0, 0, 1],
  weekly: [0, 0, 7],
  monthly: [0, 1, 0],
  yearly: [1, 0, 0],
};
const mostSteps = 4_000; // eleven years of days: a task that was forgotten for longer starts from today

/** When a repeating task is due again: the same local hour, the first time after `now`; null where it does not repeat.
 * The 31st becomes the last day of a shorter month. */
export function nextDue(recurrence: string, due: Date, at: { now: Date; timeZone: string }): Date | null {
  const step = steps[recurrence];
  if (!step) return null;
  const [year, month, day] = localDay(due, at.timeZone);
  const midnight = instantOf([year, month, day], 0, at.timeZone);
  const minutes = Math.round((due.getTime() - midnight.getTime()) / 60_000);
  for (let n = 1; n <= mostSteps; n += 1) {
    const next = instantOf(moved([year, month, day], step, n), minutes, at.timeZone);
    if (next > at.now) return next;
  }
  return instantOf(moved(localDay(at.now, at.timeZone), step, 1), minutes, at.timeZone);
}

type Day = [number, number, number];

function moved([year, month, day]: Day, [years, months, days]: Day, times: number): Day {
  const first = new Date(Date.UTC(year + years * times, month - 1 + months * times, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const on = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last) + days * times));
  return [on.getUTCFullYear(), on.getUTCMonth() + 1, on.getUTCDate()];
}
