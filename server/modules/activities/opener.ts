import { dayText, localDay } from '#shared/filter';
import { nextTime } from '#shared/next-dates';

/** A sentence in both languages. */
export interface Words {
  en: string;
  el: string;
}

export interface LastEntry {
  kind: string;
  title: string;
  at: string;
}

/** What is known when somebody is due for a word. */
export interface TouchFacts {
  now: Date;
  timeZone: string;
  cadenceDays: number | null;
  overdueDays: number;
  silentDays: number | null;
  deal: string | null;
  last: LastEntry | null;
  /** One fact a line. */
  quickFacts: string | null;
  /** A partial date. */
  birthday: string | null;
}

const birthdayNear = 10; // days in which a birthday is worth a word

/** Why now: the rhythm that ran out, or the open deal that went quiet. */
export function reasonFor(facts: TouchFacts): Words {
  if (facts.deal !== null) {
    const days = facts.silentDays;
    if (days === null) {
      return { en: `“${facts.deal}” is open; no contact yet`, el: `«${facts.deal}» είναι ανοιχτή· καμία επαφή ακόμη` };
    }
    return {
      en: `“${facts.deal}” is open; quiet for ${count(days, 'day', 'days')}`,
      el: `«${facts.deal}» είναι ανοιχτή· σιωπή ${count(days, 'ημέρα', 'ημέρες')}`,
    };
  }
  const every = facts.cadenceDays ?? 0;
  const late = facts.overdueDays;
  const [en, el] = [count(every, 'day', 'days'), count(every, 'ημέρα', 'ημέρες')];
  if (late === 0) return { en: `Due today: every ${en}`, el: `Σήμερα: κάθε ${el}` };
  return {
    en: `Every ${en}; ${count(late, 'day', 'days')} overdue`,
    el: `Κάθε ${el}· ${count(late, 'ημέρα', 'ημέρες')} καθυστέρηση`,
  };
}

/** How to begin, from facts alone: a birthday that is near, what was last spoken of, what one knows of them. */
export function openerFor(facts: TouchFacts): Words {
  const parts = [birthdayPart(facts), lastPart(facts), factPart(facts)].filter((part) => part !== null).slice(0, 2);
  return { en: parts.map((part) => part.en).join(' '), el: parts.map((part) => part.el).join(' ') };
}

function birthdayPart({ birthday, now, timeZone }: TouchFacts): Words | null {
  const today = dayText(localDay(now, timeZone));
  const on = birthday === null ? null : nextTime(birthday, today);
  if (on === null) return null;
  const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000);
  if (days > birthdayNear) return null;
  if (days === 0) return { en: 'Birthday today.', el: 'Έχει γενέθλια σήμερα.' };
  const at = new Date(`${on}T12:00:00Z`);
  return { en: `Birthday on ${day(at, 'en', 'UTC')}.`, el: `Γενέθλια στις ${day(at, 'el', 'UTC')}.` };
}

const kinds: Record<string, Words> = {
  call: { en: 'call', el: 'κλήση' },
  meeting: { en: 'meeting', el: 'συνάντηση' },
  mail: { en: 'mail', el: 'μήνυμα' },
  letter: { en: 'letter', el: 'επιστολή' },
  chat: { en: 'chat', el: 'συνομιλία' },
  note: { en: 'note', el: 'σημείωση' },
};

function lastPart({ last, timeZone }: TouchFacts): Words | null {
  if (last === null || last.title.trim() === '') return null;
  const kind = kinds[last.kind] ?? { en: last.kind, el: last.kind };
  const at = new Date(last.at);
  const title = shorten(last.title, 80);
  return {
    en: `Last time: ${title} (${kind.en}, ${day(at, 'en', timeZone)}).`,
    el: `Τελευταία φορά: ${title} (${kind.el}, ${day(at, 'el', timeZone)}).`,
  };
}

function factPart({ quickFacts }: TouchFacts): Words | null {
  const fact = quickFacts?.split('\n').find((line) => line.trim() !== '');
  if (fact === undefined) return null;
  const text = shorten(fact.trim().replace(/[.;·]+$/, ''), 120);
  return { en: `Remember: ${text}.`, el: `Να θυμάστε: ${text}.` };
}

function day(at: Date, language: string, timeZone: string): string {
  const locale = language === 'en' ? 'en-GB' : 'el-GR';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone }).format(at);
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function shorten(text: string, most: number): string {
  const signs = [...text.replaceAll(/\s+/g, ' ')];
  return signs.length <= most
    ? signs.join('')
    : `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Whole days from one moment to another, never below 0. */
export function daysBetween(from: string, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - Date.parse(from)) / 86_400_000));
}
