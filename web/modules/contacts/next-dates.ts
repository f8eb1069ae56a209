import type { LabelledDate, RecordRow } from '#web/kernel/api';

/** A day that comes back every year, with the next time it does. */
export type NextDate = { label: string; on: string; years: number | null };

/** The next time that a birthday-like day (`1980-04-15` or `--04-15`) comes, today included; null without month and day. */
export function nextOccurrence(date: string, today: string): string | null {
  const parts = /^(?:\d{4}|-)-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return null;
  const year = Number(today.slice(0, 4));
  const inYear = (wanted: number): string => {
    const leap = `${parts[1]}-${parts[2]}` === '02-29' && new Date(Date.UTC(wanted, 1, 29)).getUTCMonth() !== 1;
    return `${String(wanted)}-${leap ? '02-28' : `${parts[1]}-${parts[2]}`}`;
  };
  return inYear(year) >= today ? inYear(year) : inYear(year + 1);
}

/** A person's days in the order in which they come: birthday, name day, dates given by hand. */
export function nextDates(record: RecordRow, words: { birthday: string; nameDay: string }, today: string): NextDate[] {
  const given: [string, unknown][] = [
    [words.birthday, record.birthday],
    [words.nameDay, record.name_day],
    ...((record.important_dates as LabelledDate[] | null | undefined) ?? []).map((one): [string, unknown] => [
      one.label,
      one.date,
    ]),
  ];
  return given
    .flatMap(([label, date]) => {
      const on = typeof date === 'string' ? nextOccurrence(date, today) : null;
      if (!on) return [];
      const born = /^\d{4}/.exec(String(date))?.[0];
      return [{ label, on, years: born ? Number(on.slice(0, 4)) - Number(born) : null }];
    })
    .toSorted((a, b) => a.on.localeCompare(b.on));
}
