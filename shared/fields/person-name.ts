import { readObject, readText, refuse, type ValueType } from './field-type.ts';

export interface PersonName {
  prefix: string | null;
  first: string | null;
  middle: string | null;
  last: string | null;
  suffix: string | null;
  /** The name in Latin letters, where it is written in others. */
  latin: string | null;
  /** As it is shown: the parts in order, or the text as it was typed where nobody said which part is which. */
  full: string;
}

const parts = ['prefix', 'first', 'middle', 'last', 'suffix', 'latin'] as const;

/** A person's name in parts. A plain text is kept as typed and taken apart by its spaces only for display order. */
export const personName: ValueType = {
  key: 'person_name',
  operators: ['is', 'is_not', 'in', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte'],
  parse: (input): PersonName | null => {
    if (typeof input === 'string') return fromText(input);
    const given = readObject(input);
    const read = (part: string) => (given[part] == null ? null : tidy(readText(given[part], 200)) || null);
    const value = Object.fromEntries(parts.map((part) => [part, read(part)])) as unknown as PersonName;
    const joined = [value.prefix, value.first, value.middle, value.last, value.suffix].filter(Boolean).join(' ');
    value.full = joined || read('full') || value.latin || '';
    return value.full === '' ? null : value;
  },
  format: (value) => (value as PersonName).full,
};

function fromText(input: string): PersonName | null {
  const full = tidy(readText(input, 400));
  if (full === '') return null;
  const words = full.split(' ');
  if (words.length > 40) refuse('too_long', 'A name has at most 40 words.');
  const last = words.length > 1 ? words.at(-1)! : null;
  const first = last === null ? full : words.slice(0, -1).join(' ');
  return { prefix: null, first, middle: null, last, suffix: null, latin: null, full };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
