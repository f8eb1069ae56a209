const DAY = 86_400_000;
const WORDS: Record<string, number> = {
  today: 0,
  σημερα: 0,
  tomorrow: 1,
  tmr: 1,
  αυριο: 1,
  yesterday: -1,
  χθες: -1,
  χτες: -1,
  μεθαυριο: 2,
};
const WEEKDAYS = [
  ['sun', 'κυρ'],
  ['mon', 'δευ'],
  ['tue', 'τρι'],
  ['wed', 'τετ'],
  ['thu', 'πεμ'],
  ['fri', 'παρ'],
  ['sat', 'σαβ'],
];
const MONTHS = [
  ['jan', 'ιαν'],
  ['feb', 'φεβ'],
  ['mar', 'μαρ'],
  ['apr', 'απρ'],
  ['may', 'μαι'],
  ['jun', 'ιουν'],
  ['jul', 'ιουλ'],
  ['aug', 'αυγ'],
  ['sep', 'σεπ'],
  ['oct', 'οκτ'],
  ['nov', 'νοε'],
  ['dec', 'δεκ'],
];

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ς/gu, 'σ').trim();
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * A day as people type it (`tomorrow`, `fri`, `+2w`, `15/4`, `15 apr 1980`, `αύριο`) as `YYYY-MM-DD`; with `partial`,
 * also `15/4` as `--04-15`, `4/1980` as `1980-04` and `1980`. Null when it cannot be read.
 */
export function readQuickDate(text: string, today: string, partial = false): string | null {
  const typed = fold(text);
  if (!typed) return null;
  if (partial) {
    const part = readPartial(typed);
    if (part) return part;
  }
  return readWord(typed, today) ?? readFull(typed, today);
}

function readWord(typed: string, today: string): string | null {
  const base = Date.parse(`${today}T00:00:00Z`);
  const word = Object.entries(WORDS).find(([name]) => fold(name) === typed);
  if (word) return iso(base + word[1] * DAY);
  const shift = /^([+-]?\d+)\s*(d|w|m|y|η|ε|μ)$/u.exec(typed);
  if (shift) return shiftDay(today, Number(shift[1]), shift[2] ?? 'd');
  const weekday = WEEKDAYS.findIndex((names) => names.some((name) => typed.replace(/^next /, '').startsWith(name)));
  if (weekday < 0 || typed.length > 14 || /\d/.test(typed)) return null;
  return iso(base + (((weekday - new Date(base).getUTCDay() + 6) % 7) + 1) * DAY);
}

function shiftDay(today: string, count: number, unit: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  if (unit === 'd' || unit === 'η') return iso(date.getTime() + count * DAY);
  if (unit === 'w' || unit === 'ε') return iso(date.getTime() + count * 7 * DAY);
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'y' ? 12 : 1));
  return iso(date.getTime());
}

function readPartial(typed: string): string | null {
  if (/^\d{4}$/.test(typed)) return typed;
  if (/^(\d{4}-\d{2}|--\d{2}-\d{2})$/.test(typed)) return typed;
  const monthYear = /^(\d{1,2})[/.](\d{4})$/.exec(typed);
  if (monthYear && Number(monthYear[1]) <= 12) return `${monthYear[2]}-${two(monthYear[1])}`;
  const day = dayAndMonth(typed);
  return day && day.year === null && valid(2000, day.month, day.day) ? `--${two(day.month)}-${two(day.day)}` : null;
}

function readFull(typed: string, today: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return Number.isNaN(Date.parse(typed)) ? null : typed;
  const parts = dayAndMonth(typed);
  if (!parts) return null;
  const year = parts.year ?? Number(today.slice(0, 4));
  return valid(year, parts.month, parts.day) ? `${String(year)}-${two(parts.month)}-${two(parts.day)}` : null;
}

function dayAndMonth(typed: string): { day: number; month: number; year: number | null } | null {
  const digits = /^(\d{1,2})[/.\s-](\d{1,2})(?:[/.\s-](\d{2,4}))?$/.exec(typed);
  if (digits) return { day: Number(digits[1]), month: Number(digits[2]), year: fullYear(digits[3]) };
  const named = /^(\d{1,2})\.?\s+(\p{L}+)\.?(?:\s+(\d{4}))?$/u.exec(typed);
  const month = MONTHS.findIndex((names) => names.some((name) => (named?.[2] ?? '').startsWith(name)));
  return named && month >= 0 ? { day: Number(named[1]), month: month + 1, year: fullYear(named[3]) } : null;
}

const fullYear = (year: string | undefined): number | null => {
  if (!year) return null;
  return year.length === 2 ? 2000 + Number(year) - (Number(year) > 50 ? 100 : 0) : Number(year);
};
const two = (value: number | string | undefined): string => String(value).padStart(2, '0');
const valid = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
