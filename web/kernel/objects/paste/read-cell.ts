import { parseAmount } from '#shared/amount';
import { parseEmails } from '#shared/email';
import { parseDate, parseTime } from '#shared/partial-date';
import { tellRefusal, type Field, type Labelled, type MemberRef, type Money, type RecordRef } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { readDuration, zonedInstant } from '../fields/reading.ts';
import type { Reader } from './copy-cell.ts';

/** Who and what a text may name. */
export type Known = {
  members: MemberRef[];
  /** The records of an object whose name is exactly that. */
  named: (api: string, name: string) => Promise<RecordRef[]>;
};
/** What a pasted text means for a field, or why it fits not. */
export type ReadCell = { value: unknown } | { refused: string };

type Asked = { field: Field; before: unknown; reader: Reader; known: Known };

/** Reads a pasted text as a value of a field; an empty one empties it. */
export async function readCell(text: string, asked: Asked): Promise<ReadCell> {
  const { field } = asked;
  const typed = text.trim();
  if (typed === '') return field.required ? { refused: i18n.t('needed, and empty here') } : { value: null };
  if (field.type === 'relation') return readRelation(typed, asked);
  return readPlain(typed, asked) ?? { refused: i18n.t('does not fit') };
}

function readPlain(text: string, asked: Asked): ReadCell | null {
  const { field, reader, before } = asked;
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'rating': {
      const read = parseAmount(text.replace(/%$/, ''));
      return read ? { value: Number(read.amount) } : { refused: i18n.t('not a number') };
    }
    case 'money': {
      const read = parseAmount(text);
      const currency = read?.currency ?? (before as Money | null)?.currency ?? reader.currency;
      return read ? { value: { amount: read.amount, currency } } : { refused: i18n.t('not an amount') };
    }
    case 'duration': {
      const seconds = readDuration(text);
      return seconds === null ? null : { value: seconds };
    }
    case 'date':
    case 'partial_date':
    case 'datetime':
      return readDay(text, asked);
    case 'checkbox':
      return readYesNo(text);
    default:
      return readWords(text, asked);
  }
}

function readDay(text: string, { field, reader }: Asked): ReadCell {
  const [day = '', time = ''] = field.type === 'datetime' ? splitTime(text) : [text];
  const read = parseDate(day, true);
  if (!read || 'refused' in read) return { refused: tellRefusal(read?.refused ?? 'not a date') };
  if (field.type === 'partial_date') return { value: read.value };
  if (!/^\d{4}-\d\d-\d\d$/.test(read.value)) return { refused: i18n.t('not a date') };
  if (field.type === 'date') return { value: read.value };
  const at = (time ? parseTime(time) : null) ?? read.time ?? '00:00';
  return { value: zonedInstant(`${read.value}T${at}`, reader.zone) };
}

const splitTime = (text: string): string[] => /^(.+?)[ T,]+(\d{1,2}:\d{2}.*)$/.exec(text)?.slice(1) ?? [text];

const YES = ['yes', 'true', '1', 'x', '✓', 'ναι', 'ναί'];
const NO = ['no', 'false', '0', 'όχι', 'οχι'];

function readYesNo(text: string): ReadCell {
  const typed = text.toLocaleLowerCase();
  if (YES.includes(typed)) return { value: true };
  return NO.includes(typed) ? { value: false } : { refused: i18n.t('neither yes nor no') };
}

const same = (one: string, other: string): boolean => one.toLocaleLowerCase() === other.toLocaleLowerCase();
const parts = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

function readWords(text: string, { field, known }: Asked): ReadCell | null {
  const option = (word: string): string | undefined =>
    field.options?.find((one) =>
      [one.value, one.label.en, one.label.el, inLanguage(one.label)].some((it) => same(it, word)),
    )?.value;
  switch (field.type) {
    case 'select': {
      const value = option(text);
      return value === undefined ? { refused: i18n.t('not one of the choices') } : { value };
    }
    case 'multi_select': {
      const values = parts(text).map(option);
      return values.includes(undefined) ? { refused: i18n.t('not one of the choices') } : { value: values };
    }
    case 'member': {
      const found = known.members.filter((member) => same(member.name, text));
      return found.length === 1 ? { value: found[0] } : { refused: i18n.t('no member has this name') };
    }
    case 'emails': {
      const { emails, refused } = parseEmails(text);
      return refused.length > 0 ? { refused: i18n.t('not an e-mail address') } : { value: emails.map(listed) };
    }
    case 'phones':
    case 'urls':
      return { value: parts(text).map(listed) };
    case 'text':
    case 'long_text':
    case 'person_name':
      return { value: text };
    default:
      return null;
  }
}

const listed = (value: string, at: number): Labelled => ({ value, primary: at === 0 });

async function readRelation(text: string, { field, known }: Asked): Promise<ReadCell> {
  const names = field.many ? parts(text) : [text];
  const found: RecordRef[] = [];
  for (const name of names) {
    const records = await known.named(field.to ?? '', name);
    if (records.length !== 1)
      return {
        refused:
          records.length === 0
            ? i18n.t('nobody and nothing is named {name}', { name })
            : i18n.t('several are named {name}', { name }),
      };
    found.push(...records);
  }
  return { value: field.many ? found : (found[0] ?? null) };
}
