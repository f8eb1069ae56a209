import { localDay } from './filter.ts';
import { findDayPhrase, instantOf, plainForm, wordPattern, type DayPhrase } from './quick-entry/day-phrases.ts';
import { isRequest, readOpening, readPrefix, type QuickObject } from './quick-entry/kinds.ts';

/** One record that a sentence makes: values as the API takes them, and the words that say what was understood. */
export interface QuickEntry {
  object: QuickObject;
  values: Record<string, unknown>;
  title: string;
}

/** Where and when the sentence is read. */
export interface Reading {
  now: Date;
  timeZone: string;
}

/** A sentence, or a note of a page; more is a document. */
export const longestQuickEntry = 10_000;
const mostTasks = 5; // of one sentence: more is a list that deserves its own entries
const subjectLength = 200;
const endOfDay = 17 * 60; // "by Friday" means while the office is open
const startOfWork = 9 * 60;

interface Clause {
  text: string;
  plain: string;
}

/** Reads natural words, English or Greek: what happened (a call, a meeting, a mail …) and what is to be done by when.
 * What is understood as nothing else is a note. Never throws. */
export function readQuickEntry(given: string, reading: Reading): QuickEntry[] {
  const text = tidy(given);
  if (text === '') return [];
  const plain = plainForm(text);
  const prefix = readPrefix(plain);
  const rest = prefix ? text.slice(prefix.end).trim() : text;
  if (prefix && rest === '') return [contact({ object: prefix.object, text: '', clauses: [] }, reading)];
  if (prefix?.object === 'notes') return [note(rest)];
  if (prefix?.object === 'tasks') return [task({ text: rest, plain: plainForm(rest) }, reading)];
  const clauses = split(rest);
  if (prefix) return withTasks({ object: prefix.object, text: rest, clauses }, { reading, skip: 0 });
  const first = clauses[0];
  const opening = first ? readOpening(first.plain) : null;
  if (first && opening && !isPlan(first, opening, reading)) {
    return withTasks({ object: opening.object, text: rest, clauses }, { reading, skip: 1 });
  }
  return withoutContact(rest, clauses, reading);
}

/** "call Maria tomorrow" is something to do; "called Maria" and "meeting tomorrow at 10" stand in the calendar. */
function isPlan(clause: Clause, opening: { object: QuickObject; past: boolean }, reading: Reading): boolean {
  if (opening.past || opening.object === 'meetings') return false;
  const phrase = findDayPhrase(clause.plain, reading.now, reading.timeZone);
  return phrase !== null && phrase.tense !== 'past' && (phrase.deadline || isAhead(phrase, reading));
}

interface Contact {
  object: QuickObject;
  text: string;
  clauses: Clause[];
}

function withTasks(given: Contact, { reading, skip }: { reading: Reading; skip: number }): QuickEntry[] {
  const tasks = given.clauses.slice(skip).filter((clause) => isTask(clause, reading));
  return [contact(given, reading), ...tasks.slice(0, mostTasks).map((clause) => task(clause, reading))];
}

function withoutContact(text: string, clauses: Clause[], reading: Reading): QuickEntry[] {
  const tasks = clauses.filter((clause) => isTask(clause, reading)).slice(0, mostTasks);
  // A pasted page with a date somewhere in it is a page, not an order.
  if (tasks.length === 0 || clauses.length > 12) return [note(text)];
  const entries = tasks.map((clause) => task(clause, reading));
  return clauses.length > tasks.length ? [note(text), ...entries] : entries;
}

function isTask(clause: Clause, reading: Reading): boolean {
  if (isRequest(clause.plain)) return true;
  const phrase = findDayPhrase(clause.plain, reading.now, reading.timeZone);
  return phrase !== null && phrase.deadline && phrase.tense !== 'past';
}

function task(clause: Clause, reading: Reading): QuickEntry {
  const phrase = findDayPhrase(clause.plain, reading.now, reading.timeZone);
  const without = phrase ? clause.text.slice(0, phrase.from) + clause.text.slice(phrase.to) : clause.text;
  const due = phrase ? dueOf(phrase, reading) : nextWorkday(reading);
  const subject = headline(without) || headline(clause.text) || (isGreek(clause.text) ? 'Εργασία' : 'Task');
  const high = wordPattern('urgent|asap|επειγον|επειγοντωσ').test(clause.plain);
  const values = {
    subject,
    due_at: due.toISOString(),
    ...(high ? { priority: 'high' } : {}),
    ...whole(clause.text, subject),
  };
  return { object: 'tasks', values, title: subject };
}

function dueOf(phrase: DayPhrase, { now, timeZone }: Reading): Date {
  const today = localDay(now, timeZone);
  const due = instantOf(phrase.day ?? today, phrase.minutes ?? endOfDay, timeZone);
  if (due >= now || phrase.tense === 'past') return due;
  // A weekday that is today, or an hour that has passed, means the next one.
  const names = phrase.day === null ? 1 : 7;
  const isToday = phrase.day === null || phrase.day.every((part, index) => part === today[index]);
  return isToday && phrase.tense === null && phrase.minutes !== null
    ? new Date(due.getTime() + names * 86_400_000)
    : due;
}

function nextWorkday({ now, timeZone }: Reading): Date {
  const [year, month, day] = localDay(now, timeZone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const days = weekday === 5 ? 3 : weekday === 6 ? 2 : 1;
  const on = new Date(Date.UTC(year, month - 1, day + days));
  return instantOf([on.getUTCFullYear(), on.getUTCMonth() + 1, on.getUTCDate()], endOfDay, timeZone);
}

const names: Record<QuickObject, [string, string]> = {
  calls: ['Call', 'Κλήση'],
  meetings: ['Meeting', 'Συνάντηση'],
  mails: ['Mail', 'Μήνυμα'],
  chats: ['Chat', 'Συνομιλία'],
  letters: ['Letter', 'Επιστολή'],
  notes: ['Note', 'Σημείωση'],
  tasks: ['Task', 'Εργασία'],
};

function contact({ object, text, clauses }: Contact, reading: Reading): QuickEntry {
  const [head, next] = clauses;
  const opening = head ? readOpening(head.plain) : null;
  const alone = opening !== null && head !== undefined && head.plain.slice(opening.end).trim() === '';
  const spoken = alone ? (next ?? head) : head;
  const [en, el] = names[object];
  const name = isGreek(text) ? el : en;
  const subject = (spoken && (alone && next === undefined ? name : headline(spoken.text))) || name;
  const plain = plainForm(text);
  const values: Record<string, unknown> = { subject, happened_at: happenedAt(object, head, reading) };
  const inOrOut = directionOf(plain);
  if (inOrOut && object !== 'meetings') values['direction'] = inOrOut;
  if (object === 'calls') Object.assign(values, callDetails(plain));
  const where = object === 'meetings' && head ? placeOf(head) : null;
  if (where) values['place'] = where;
  Object.assign(values, whole(text, subject, object === 'mails' || object === 'chats' ? 'text' : 'notes'));
  return { object, values, title: subject === name ? name : `${name}: ${subject}` };
}

/** When it took place: now, unless the first words name a day. What was done lies behind; a meeting may lie ahead. */
function happenedAt(object: QuickObject, head: Clause | undefined, reading: Reading): string {
  const { now, timeZone } = reading;
  const phrase = head ? findDayPhrase(head.plain, now, timeZone) : null;
  if (!phrase || phrase.deadline) return now.toISOString();
  const at = instantOf(phrase.day ?? localDay(now, timeZone), phrase.minutes ?? startOfWork, timeZone);
  const future = object === 'meetings' && !/^\s*(?:met|visited)/.test(head?.plain ?? '');
  if (at <= now || (future && phrase.tense !== 'past')) return at.toISOString();
  // "called Monday" was said of the Monday before.
  const weekAgo = new Date(at.getTime() - 7 * 86_400_000);
  return (phrase.tense === null && phrase.day !== null && weekAgo <= now ? weekAgo : now).toISOString();
}

function isAhead(phrase: DayPhrase, { now, timeZone }: Reading): boolean {
  return instantOf(phrase.day ?? localDay(now, timeZone), phrase.minutes ?? endOfDay, timeZone) > now;
}

const outcomes: [string, RegExp][] = [
  ['no_answer', wordPattern("no answer|did(?: not|n't) answer|no reply|δεν απαντησε|δεν το σηκωσε|χωρισ απαντηση")],
  ['left_message', wordPattern('left (?:a |him a |her a |them a )?(?:message|voicemail)|voicemail|αφησα μηνυμα')],
  ['busy', wordPattern('busy|engaged|κατειλημμενο')],
];
const length = wordPattern('(\\d{1,3})\\s?(?:(min|mins|minutes|λεπτα|λεπτο)|(h|hrs?|hours?|ωρεσ|ωρα))');

function callDetails(plain: string): Record<string, unknown> {
  const outcome = outcomes.find(([, pattern]) => pattern.test(plain))?.[0];
  const spoken = length.exec(plain);
  const seconds = spoken ? Number(spoken[1]) * (spoken[2] === undefined ? 3_600 : 60) : 0;
  return { ...(outcome ? { outcome } : {}), ...(seconds > 0 ? { duration: seconds } : {}) };
}

const incoming = wordPattern(
  '(?:he|she|they) (?:called|phoned|rang|wrote|emailed|texted)|called (?:me|us)|incoming|μασ πηρε|' +
    'με πηρε|μασ τηλεφωνησε|μασ εγραψε|εισερχομεν[ηο]',
);
const outgoing = wordPattern(
  'i (?:called|phoned|wrote|emailed|texted)|we (?:called|emailed)|outgoing|τηλεφωνησα|πηρα τηλεφωνο|' +
    'καλεσα|εγραψα|εστειλα|εξερχομεν[ηο]',
);

function directionOf(plain: string): 'in' | 'out' | null {
  return incoming.test(plain) ? 'in' : outgoing.test(plain) ? 'out' : null;
}

const place = new RegExp(
  '(?<![\\p{L}])(?:at|in|στο|στη|στην|στα) ((?:their|our|his|her|the|my) (?:new )?[\\p{L}]{3,20}|' +
    'γραφει[οα](?: (?:μασ|τουσ|του|τησ))?)',
  'u',
);

function placeOf({ text, plain }: Clause): string | null {
  const match = place.exec(plain);
  if (!match?.[1]) return null;
  const from = match.index + match[0].length - match[1].length;
  return capital(text.slice(from, from + match[1].length));
}

function note(text: string): QuickEntry {
  const subject = headline(text.split('\n')[0] ?? '') || headline(text) || (isGreek(text) ? 'Σημείωση' : 'Note');
  return { object: 'notes', values: { subject, ...whole(text, subject, 'text') }, title: subject };
}

/** The whole text, where the headline does not hold it. */
function whole(text: string, subject: string, key = 'notes'): Record<string, string> {
  return plainForm(text) === plainForm(subject) ? {} : { [key]: text };
}

/** Clauses of a text: at commas, semicolons, full stops and lines, and at an "and" before something to be done. */
function split(text: string): Clause[] {
  const plain = plainForm(text);
  const cuts: [number, number][] = [];
  for (const match of plain.matchAll(/(?<!\d),|,(?!\d)|[;·\n]+|[.!](?=\s)|\s(?:and|και)(?=\s)|\s[-–—]\s/gu)) {
    const end = match.index + match[0].length;
    if (/and|και/.test(match[0]) && !isRequest(plain.slice(end, end + 60))) continue;
    cuts.push([match.index, end]);
    if (cuts.length >= 40) break;
  }
  const clauses: Clause[] = [];
  let from = 0;
  for (const [at, end] of [...cuts, [text.length, text.length] as [number, number]]) {
    const part = text.slice(from, at);
    if (/[\p{L}\p{N}]/u.test(part)) clauses.push({ text: part.trim(), plain: plainForm(part.trim()) });
    from = end;
  }
  return clauses;
}

function headline(text: string): string {
  const words = text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;.:·–—-]+|[\s,;:·–—-]+$/g, '')
    .replace(/^(?:and|then|και|μετά) /i, '');
  const signs = [...words];
  return capital(
    signs.length <= subjectLength
      ? words
      : `${signs
          .slice(0, subjectLength - 1)
          .join('')
          .trimEnd()}…`,
  );
}

function capital(text: string): string {
  const [first = '', ...others] = [...text];
  return first.toLocaleUpperCase('en') + others.join('');
}

function isGreek(text: string): boolean {
  return /[\u0370-\u03ff\u1f00-\u1fff]/.test(text);
}

/** What cannot be kept or seen is taken out: control signs, halves of letters, marks that turn the text around. */
function tidy(text: string): string {
  return (
    text
      .slice(0, longestQuickEntry)
      .toWellFormed()
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- these are what is removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
      .trim()
  );
}
