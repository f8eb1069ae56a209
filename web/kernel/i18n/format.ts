import { i18n } from '@lingui/core';

const zone = { name: undefined as string | undefined };

/** Sets the reader's time zone; until then the browser's is used. */
export const setTimeZone = (name: string | undefined): void => {
  zone.name = name;
};

export const localeTag = (): string => (i18n.locale === 'el' ? 'el-GR' : 'en-GB');

const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(localeTag(), zone.name ? { timeZone: zone.name, ...options } : options);

/** An instant as a short time of day, e.g. `15:40`. */
export const timeOfDay = (iso: string): string =>
  dateFormat({ hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(iso));

/** An instant as day and time, e.g. `21 Nov 2026, 15:40`. */
export const dayAndTime = (iso: string): string =>
  dateFormat({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(iso));

/** The calendar day of an instant in the reader's zone, as `YYYY-MM-DD`. */
export function dayOf(instant: Date | string): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
  return new Intl.DateTimeFormat('en-CA', zone.name ? { timeZone: zone.name, ...options } : options).format(
    new Date(instant),
  );
}

/** Today's calendar day in the reader's zone. */
export const today = (): string => dayOf(new Date());

/** A calendar day (`YYYY-MM-DD`, also partial: `--04-15`, `1980-04`, `1980`) in words; the day never shifts by zone. */
export function calendarDay(value: string, options: { weekday?: boolean; year?: boolean } = {}): string {
  const parts = /^(\d{4}|-)?-?(\d{2})?-?(\d{2})?$/.exec(value.replace(/^--/, '--'));
  if (!parts) return value;
  const yearless = value.startsWith('--');
  const [year, month, day] = yearless ? ['2000', value.slice(2, 4), value.slice(5, 7)] : value.split('-');
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat(localeTag(), {
    timeZone: 'UTC',
    ...(day ? { day: 'numeric' } : {}),
    ...(month ? { month: day && !options.weekday ? 'short' : 'long' } : {}),
    ...(yearless || options.year === false ? {} : { year: 'numeric' }),
    ...(options.weekday ? { weekday: 'long' } : {}),
  }).format(date);
}

/** The short name of a calendar day's weekday, e.g. `Mon`. */
export const weekday = (day: string): string =>
  new Intl.DateTimeFormat(localeTag(), { timeZone: 'UTC', weekday: 'short' }).format(new Date(`${day}T00:00:00Z`));

const DAY = 86_400_000;

/** Whole days from today's calendar day to that day; negative is past. */
export const daysFromToday = (day: string, from: string = today()): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** A calendar day near today as people say it (`today`, `in 3 days`, `2 months ago`); exact beyond a year. */
export function relativeDay(day: string, from?: string): string {
  const days = daysFromToday(day, from);
  const words = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' });
  const size = Math.abs(days);
  if (size < 14) return words.format(days, 'day');
  if (size < 60) return words.format(Math.round(days / 7), 'week');
  if (size < 365) return words.format(Math.round(days / 30.4), 'month');
  return calendarDay(day);
}

/** An instant relative to now: minutes and hours today, then days. */
export function relativeTime(iso: string, now: Date = new Date()): string {
  const minutes = Math.round((new Date(iso).getTime() - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' });
  if (Math.abs(minutes) < 1) return words.format(0, 'second');
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (dayOf(iso) === dayOf(now)) return words.format(Math.round(minutes / 60), 'hour');
  return relativeDay(dayOf(iso), dayOf(now));
}

export const number = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(localeTag(), options).format(value);

/** A large number that is not known exactly, e.g. `1.2 million` or `340,000`. */
export const about = (value: number): string =>
  value < 1_000_000
    ? number(value, { maximumSignificantDigits: 2 })
    : number(value, { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 2 });

/** Money from its decimal string, e.g. `€1,250.00` or `1.250,00 €`; whole amounts lose their cents when asked. */
export function money(value: { amount: string; currency: string }, short = false): string {
  const whole = short && Number.isInteger(Number(value.amount));
  return new Intl.NumberFormat(localeTag(), {
    style: 'currency',
    currency: value.currency,
    ...(whole ? { maximumFractionDigits: 0 } : {}),
  }).format(value.amount as unknown as number);
}

/** Money that is not exact: from a hundred on without cents, from a million on in short, e.g. `€792,024`, `€5.383m`. */
export function aboutMoney({ amount, currency }: { amount: string; currency: string }): string {
  const value = Number(amount);
  if (Math.abs(value) >= 1_000_000)
    return number(value, { style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 4 });
  return money({ amount: Math.abs(value) < 100 ? amount : value.toFixed(0), currency }, true);
}

/** How large a file is, in the unit that reads best: 812 byte, 14 kB, 2.3 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Seconds as whole days, else as hours and minutes, e.g. `30 days`, `1 hr 20 min`. */
export function duration(seconds: number): string {
  const unit = (value: number, name: 'day' | 'hour' | 'minute'): string =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (seconds >= 86_400 && seconds % 86_400 === 0) return unit(seconds / 86_400, 'day');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  return [hours ? unit(hours, 'hour') : '', minutes || !hours ? unit(minutes, 'minute') : ''].filter(Boolean).join(' ');
}

/** `a, b and c` in the current language. */
export const list = (parts: string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(localeTag(), { type }).format(parts);

/** The time of day in another zone, e.g. `15:40`. */
export const timeIn = (instant: Date, timeZone: string): string =>
  dateFormat({ timeZone, hour: '2-digit', minute: '2-digit', hour12: false }).format(instant);

/** A country's name in the current language, from its code of two letters. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames(localeTag(), { type: 'region' }).of(code) ?? code;
