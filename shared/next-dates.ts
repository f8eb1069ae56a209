import { nextNameDay } from './name-days.ts';

/** A day that comes back every year, at its next time. */
export interface NextDate {
  kind: 'birthday' | 'name_day' | 'important_date';
  /** `YYYY-MM-DD`, today or later. */
  on: string;
  label: { en: string; el: string };
  /** How many years it will be; null where the year is not known. */
  years: number | null;
  note: string | null;
}

export interface DatedPerson {
  /** The given name; null for what has none, such as a company. */
  given: string | null;
  birthday: string | null;
  importantDates: readonly { label: string; date: string; note?: string | null }[] | null;
}

/** The next birthday, name day and further important dates, soonest first. Dates without a day are left out. */
export function nextDates(person: DatedPerson, today: string): NextDate[] {
  const found: NextDate[] = [];
  const birthday = person.birthday === null ? null : nextTime(person.birthday, today);
  if (birthday !== null) {
    const years = yearsAt(person.birthday, birthday);
    const label =
      years === null ? { en: 'Birthday', el: 'Γενέθλια' } : { en: `Turns ${years}`, el: `Γίνεται ${years}` };
    found.push({ kind: 'birthday', on: birthday, label, years, note: null });
  }
  const nameDay = person.given === null ? null : nextNameDay(person.given, today);
  if (nameDay !== null) {
    const label = { en: 'Name day', el: 'Ονομαστική εορτή' };
    found.push({ kind: 'name_day', on: nameDay, label, years: null, note: null });
  }
  for (const { label, date, note } of person.importantDates ?? []) {
    const on = nextTime(date, today);
    if (on === null) continue;
    const years = yearsAt(date, on);
    found.push({ kind: 'important_date', on, label: { en: label, el: label }, years, note: note ?? null });
  }
  return found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The next time of a yearly day, `1980-04-15` or `--04-15`; null where no day is known. The 29th of February is kept
 * on the 28th in years that lack it. */
export function nextTime(date: string, today: string): string | null {
  const match = /^(?:(\d{4})|-)-(\d\d)-(\d\d)$/.exec(date);
  if (match === null) return null;
  const [, born, month = '', day = ''] = match;
  const year = Number(today.slice(0, 4));
  const inYear = (wanted: number): string => {
    const exists = `${month}-${day}` !== '02-29' || new Date(Date.UTC(wanted, 1, 29)).getUTCMonth() === 1;
    return `${wanted}-${exists ? `${month}-${day}` : '02-28'}`;
  };
  const next = inYear(year) >= today ? inYear(year) : inYear(year + 1);
  // A contract that ends in three years does not come around before that.
  return born !== undefined && date > next ? date : next;
}

function yearsAt(date: string | null, on: string): number | null {
  const born = /^(\d{4})-/.exec(date ?? '')?.[1];
  const years = born === undefined ? 0 : Number(on.slice(0, 4)) - Number(born);
  return years > 0 ? years : null;
}
