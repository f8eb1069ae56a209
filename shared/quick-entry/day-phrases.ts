import { localDay } from '../filter.ts';
import { zoneFormat } from '../zones/zone-format.ts';

type Day = [number, number, number];

/** A day or time that a text names, and where in the text it stands. */
export interface DayPhrase {
  from: number;
  to: number;
  /** A calendar day; null where only a time was named. */
  day: Day | null;
  /** Minutes after midnight; null where none was named. */
  minutes: number | null;
  /** "by", "until", "μέχρι": something is due then. */
  deadline: boolean;
  /** The words themselves say that it lies behind ("yesterday") or ahead ("tomorrow"). */
  tense: 'past' | 'future' | null;
}

/** The text as day words are looked for: lower case, no accents, every sign in its place. */
export function plainForm(text: string): string {
  let out = '';
  for (const unit of text.split('')) {
    const base = unit.normalize('NFD').charAt(0).toLowerCase();
    out += base.length === 1 ? (base === 'ς' ? 'σ' : base) : unit;
  }
  return out;
}

const units = 'days?|weeks?|months?|ημερεσ?|ημερα|μερεσ?|μερα|εβδομαδεσ?|εβδομαδα|μηνεσ|μηνα';
const edge = { before: '(?<![\\p{L}\\p{N}])', after: '(?![\\p{L}\\p{N}])' };

/** A pattern of whole words, in the plain form. */
export function wordPattern(source: string, flags = 'u'): RegExp {
  return new RegExp(`${edge.before}(?:${source})${edge.after}`, flags);
}

const weekdays: [string, number][] = [
  ['monday|mon|δευτερα', 1],
  ['tuesday|tues|tue|τριτη', 2],
  ['wednesday|wed|τεταρτη', 3],
  ['thursday|thurs|thu|πεμπτη', 4],
  ['friday|fri|παρασκευη', 5],
  ['saturday|σαββατο', 6],
  ['sunday|κυριακη', 0],
];
const months = [
  'january|jan|ιανουαριου|ιανουαριο|ιαν|γεναρη',
  'february|feb|φεβρουαριου|φεβρουαριο|φεβ|φλεβαρη',
  'march|mar|μαρτιου|μαρτιο|μαρ|μαρτη',
  'april|apr|απριλιου|απριλιο|απρ|απριλη',
  'may|μαιου|μαιο|μαη',
  'june|jun|ιουνιου|ιουνιο|ιουν|ιουνη',
  'july|jul|ιουλιου|ιουλιο|ιουλ|ιουλη',
  'august|aug|αυγουστου|αυγουστο|αυγ',
  'september|sept|sep|σεπτεμβριου|σεπτεμβριο|σεπ|σεπτεμβρη',
  'october|oct|οκτωβριου|οκτωβριο|οκτ|οκτωβρη',
  'november|nov|νοεμβριου|νοεμβριο|νοε|νοεμβρη',
  'december|dec|δεκεμβριου|δεκεμβριο|δεκ|δεκεμβρη',
];
const anyMonth = months.join('|');
const anyWeekday = weekdays.map(([words]) => words).join('|');
const lead =
  '(?:(?<due>by|until|till|before|no later than|deadline|μεχρι|εωσ|ωσ|πριν(?: απο)?|το αργοτερο)\\s+)?' +
  '(?:(?:on|the|at|for|την|τη|τισ|στισ|το|τον|τησ|του|στην|στη|στο)\\s+){0,2}';

interface Reader {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, today: Day): Pick<DayPhrase, 'day' | 'tense'> | null;
}

const readers: Reader[] = [
  { pattern: day('today|tonight|this (?:afternoon|evening)|σημερα|αποψε'), read: (_, today) => at(today, null) },
  { pattern: day('day after tomorrow|μεθαυριο'), read: (_, today) => at(add(today, 2), 'future') },
  { pattern: day('tomorrow|tmrw|αυριο'), read: (_, today) => at(add(today, 1), 'future') },
  { pattern: day('day before yesterday|προχθεσ|προχτεσ'), read: (_, today) => at(add(today, -2), 'past') },
  { pattern: day('yesterday|χθεσ|χτεσ|εχθεσ'), read: (_, today) => at(add(today, -1), 'past') },
  {
    pattern: day(`(?<n>\\d{1,3}) (?<unit>${units}) ago|πριν (?<m>\\d{1,3}) (?<unit2>${units})`),
    read: (g, today) => at(later(today, -Number(g['n'] ?? g['m']), g['unit'] ?? g['unit2'] ?? ''), 'past'),
  },
  {
    pattern: day(`(?:in|within|σε) (?<n>\\d{1,3}|a|one|μια|ενα|εναν|δυο|two) (?<unit>${units})`),
    read: (g, today) => at(later(today, numberOf(g['n'] ?? ''), g['unit'] ?? ''), 'future'),
  },
  {
    pattern: day('next week|επομενη εβδομαδα|αλλη εβδομαδα|ερχομενη εβδομαδα'),
    read: (_, today) => at(monday(today, 1), 'future'),
  },
  {
    pattern: day('end of (?:the )?week|τελοσ τησ εβδομαδασ'),
    read: (_, today) => at(add(monday(today, 0), 4), 'future'),
  },
  {
    pattern: day('end of (?:the )?month|month end|τελοσ του μηνα|τελη του μηνα'),
    read: (_, [year, month]) => at(add([year, month + 1, 1], -1), 'future'),
  },
  {
    pattern: day(
      `(?<which>next|last|this|επομενη|αλλη|ερχομενη|περασμενη|προηγουμενη|αυτη την)?\\s*(?<name>${anyWeekday})`,
    ),
    read: (g, today) => readWeekday(g['which'] ?? '', g['name'] ?? '', today),
  },
  { pattern: day('(?<y>20\\d\\d)-(?<mo>\\d\\d)-(?<d>\\d\\d)'), read: (g) => exact(g['y'], Number(g['mo']), g['d']) },
  {
    pattern: day('(?<d>\\d{1,2})[/.](?<mo>\\d{1,2})(?:[/.](?<y>20\\d\\d|\\d\\d))?'),
    read: (g, today) => near({ year: g['y'], month: Number(g['mo']), day: Number(g['d']) }, today),
  },
  {
    pattern: day(`(?<d>\\d{1,2})(?:st|nd|rd|th|η)? (?:of )?(?<name>${anyMonth})\\.?(?: (?<y>20\\d\\d))?`),
    read: (g, today) => near({ year: g['y'], month: monthOf(g['name']), day: Number(g['d']) }, today),
  },
  {
    pattern: day(`(?<name>${anyMonth})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?(?: (?<y>20\\d\\d))?`),
    read: (g, today) => near({ year: g['y'], month: monthOf(g['name']), day: Number(g['d']) }, today),
  },
];

const half = 'am|pm|πμ|μμ';
const clock = wordPattern(
  '(?:(?:at|στισ|στη|ωρα|by|μεχρι τισ)\\s+)?(?:' +
    `(?<h>[01]?\\d|2[0-3]):(?<m>[0-5]\\d)(?:\\s?(?<half>${half}))?|` +
    `(?<h2>1[0-2]|0?[1-9])\\s?(?<half2>${half}|π\\.μ\\.?|μ\\.μ\\.?)|` +
    `(?:at|στισ|στη) (?<h3>[01]?\\d|2[0-3])(?![/.:]?\\d|\\s?(?:${anyMonth})))`,
);

/** The first day phrase of a plain text, with the time that stands beside it; null where there is none. */
export function findDayPhrase(plain: string, now: Date, timeZone: string): DayPhrase | null {
  const today = localDay(now, timeZone);
  const found = firstDay(plain, today);
  const time = findClock(plain, found);
  if (!found) return time === null ? null : { ...time, day: null, deadline: false, tense: null };
  if (time === null) return { ...found, minutes: null };
  return { ...found, minutes: time.minutes, from: Math.min(found.from, time.from), to: Math.max(found.to, time.to) };
}

function firstDay(plain: string, today: Day): Omit<DayPhrase, 'minutes'> | null {
  for (const { pattern, read } of readers) {
    const match = pattern.exec(plain);
    const meant = match && read(match.groups ?? {}, today);
    if (!match || !meant) continue;
    const deadline = match.groups?.['due'] !== undefined;
    return { ...meant, deadline, from: match.index, to: match.index + match[0].length };
  }
  return null;
}

/** A time counts where it stands alone, or beside the day: `25/11 15:30`. */
function findClock(plain: string, beside: { from: number; to: number } | null) {
  // What was read as a day is no time as well.
  const masked = beside
    ? plain.slice(0, beside.from) + ' '.repeat(beside.to - beside.from) + plain.slice(beside.to)
    : plain;
  const match = clock.exec(masked);
  if (!match) return null;
  const g = match.groups ?? {};
  const part = (g['half'] ?? g['half2'] ?? '').replaceAll('.', '');
  let hour = Number(g['h'] ?? g['h2'] ?? g['h3']);
  if ((part === 'pm' || part === 'μμ') && hour < 12) hour += 12;
  if ((part === 'am' || part === 'πμ') && hour === 12) hour = 0;
  const lone = g['h3'] !== undefined && hour > 0 && hour < 8;
  // "at 3" is said of the afternoon.
  if (lone) hour += 12;
  const [from, to] = [match.index, match.index + match[0].length];
  if (beside && (from > beside.to + 3 || to < beside.from - 3)) return null;
  return { minutes: hour * 60 + Number(g['m'] ?? 0), from, to };
}

function day(source: string): RegExp {
  return wordPattern(`${lead}(?:${source})`);
}

function at(on: Day, tense: DayPhrase['tense']) {
  return { day: on, tense };
}

function add([year, month, date]: Day, days: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, date + days));
  return [moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate()];
}

function later(today: Day, n: number, unit: string): Day {
  if (/^(?:week|εβδ)/.test(unit)) return add(today, 7 * n);
  if (!/^(?:month|μην)/.test(unit)) return add(today, n);
  const [year, month, date] = today;
  const last = new Date(Date.UTC(year, month - 1 + n + 1, 0)).getUTCDate();
  return add([year, month + n, 1], Math.min(date, last) - 1);
}

function numberOf(word: string): number {
  return /^\d/.test(word) ? Number(word) : /^(?:δυο|two)$/.test(word) ? 2 : 1;
}

function monday(today: Day, weeks: number): Day {
  return add(today, 7 * weeks - ((weekdayOf(today) + 6) % 7));
}

function weekdayOf([year, month, date]: Day): number {
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay();
}

function readWeekday(which: string, name: string, today: Day) {
  const wanted = weekdays.find(([words]) => words.split('|').includes(name))?.[1] ?? 0;
  const ahead = (wanted - weekdayOf(today) + 7) % 7;
  if (/^(?:last|περασμ|προηγ)/.test(which)) return at(add(today, ahead === 0 ? -7 : ahead - 7), 'past');
  if (which === 'next') return at(add(monday(today, 1), (wanted + 6) % 7), 'future');
  return at(add(today, ahead), which === '' ? null : 'future');
}

function monthOf(name: string | undefined): number {
  return months.findIndex((words) => words.split('|').includes(name ?? '')) + 1;
}

function exact(year: string | undefined, month: number, date: string | undefined) {
  return valid(Number(year), month, Number(date)) ? at([Number(year), month, Number(date)], null) : null;
}

/** A day without its year is the nearest one: half a year either way. */
function near(given: { year: string | undefined; month: number; day: number }, today: Day) {
  if (given.year !== undefined) {
    const year = given.year.length === 2 ? 2000 + Number(given.year) : Number(given.year);
    return valid(year, given.month, given.day) ? at([year, given.month, given.day], null) : null;
  }
  const days = (on: Day) =>
    Math.round((Date.UTC(on[0], on[1] - 1, on[2]) - Date.UTC(today[0], today[1] - 1, today[2])) / 86_400_000);
  const years = [today[0] - 1, today[0], today[0] + 1].filter((year) => valid(year, given.month, given.day));
  const candidates = years.map((year): Day => [year, given.month, given.day]);
  const nearest = candidates.find((on) => days(on) > -183 && days(on) <= 183);
  return nearest ? at(nearest, null) : null;
}

function valid(year: number, month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The instant of a local day and minute. */
export function instantOf(on: Day, minutes: number, timeZone: string): Date {
  const wanted = Date.UTC(on[0], on[1] - 1, on[2], Math.floor(minutes / 60), minutes % 60);
  let instant = wanted;
  // The second round settles days on which the clocks change.
  for (let round = 0; round < 2; round += 1) instant += wanted - localAsUtc(new Date(instant), timeZone);
  return new Date(instant);
}

function localAsUtc(instant: Date, timeZone: string): number {
  const text = zoneFormat('sv-SE', timeZone, { dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}
