// Calendar days are `YYYY-MM-DD`, reckoned in UTC so that no clock change moves one.
const MILLIS = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

/** The day so many days on; negative lies before. */
export const addDays = (day: string, count: number): string => dayAt(at(day) + count * MILLIS);

/** Days from one to another. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / MILLIS);

/** The same day of another month, or the last one of a shorter month. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** The seven days around one, from Monday (ISO 8601). */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
  return Array.from({ length: 7 }, (_, n) => addDays(monday, n));
}

/** The weeks that show the month of a day, whole ones from Monday. */
export function monthOf(day: string): string[][] {
  const month = day.slice(0, 7);
  const weeks = [weekOf(`${month}-01`)];
  for (;;) {
    const next = addDays(weeks.at(-1)![6]!, 1);
    if (!next.startsWith(month)) return weeks;
    weeks.push(weekOf(next));
  }
}
