import { fold, soundKey } from './fold.ts';
import { GIVEN_NAMES } from './folding/given-names.ts';

/**
 * The parts of a person's name as typed; absent parts are empty texts. `sure` says that the text itself told the
 * order.
 */
export interface NameParts {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
  sure: boolean;
}

/** Splits one name cell: courtesy title, "Surname, Given", else the first word is the given name. */
export function parseName(text: string): NameParts {
  const plain = tidyName(text);
  const { prefix, rest } = splitPrefix(plain);
  const [head = '', ...tail] = rest.split(/\s*,\s*/);
  const suffix = tail.length > 0 && SUFFIX.test(tail[tail.length - 1] ?? '') ? (tail.pop() ?? '') : '';
  if (tail.length > 0) {
    const given = splitPrefix(tail.join(' '));
    const [first = '', ...middle] = given.rest.split(' ');
    return { prefix: prefix || given.prefix, first, middle: middle.join(' '), last: head, suffix, sure: true };
  }
  const words = givenFirst(head.split(' '));
  if (words.length === 1) return { prefix, first: head, middle: '', last: '', suffix, sure: false };
  const [first = '', ...others] = words;
  const start = others.findIndex((word, i) => i === others.length - 1 || !INITIAL.test(word));
  const middle = others.slice(0, start).join(' ');
  return { prefix, first, middle, last: others.slice(start).join(' '), suffix, sure: false };
}

/**
 * Two words of which only the second is a given name and the first is Greek or ends like a family name are
 * "Surname Given".
 */
function givenFirst(words: string[]): string[] {
  const [first = '', second = ''] = words;
  if (words.length !== 2 || !isGivenName(second) || isGivenName(first)) return words;
  return /^[\u0370-\u03ff\u1f00-\u1fff]/.test(first) || FAMILY_ENDING.test(fold(first)) ? [second, first] : words;
}

function isGivenName(word: string): boolean {
  return GIVEN.has(soundKey(fold(word)));
}

const FAMILY_ENDING = /(?:[aei]?ou|i[dn]e?i?s|i[dn][io]u?|[aie]d[ei]s|poulos|akis?|oglou|atos|[aeiou]s|[ae]li)$/;

/** The name with its spaces repaired and invisible signs gone; nothing else is changed. */
export function tidyName(text: string): string {
  return text
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Whether a text can name somebody or something: it has a letter or digit (`???`, `-` and `--` have none). */
export function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether the words of a person cell mean a place in a firm (reception, accounts department) and no person. */
export function isDepartmentWord(text: string): boolean {
  return DEPARTMENTS.test(fold(text));
}

/** Whether letters of the name were lost to `?` before the file was written (`S?ren`). */
export function hasLostLetters(text: string): boolean {
  return /\?\p{L}/u.test(text);
}

const TITLES = 'mr|mrs|ms|miss|mx|dr|prof|sir|dipl|ing|κος|κα|κ|κυρ[ίι]α|κ[ύυ]ριος|κον|δρ|δρα|δις|δ/δα|καθ|αιδ';
const PREFIX = new RegExp(`^((?:(?:${TITLES})\\.?)(?:\\s+(?:dr|prof|δρ|ing)\\.?)?)(?:\\s+|(?<=\\.))(?=\\p{L})`, 'iu');
const SUFFIX = /^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|esq|mba|cpa|fca)\.?$/i;
const INITIAL = /^\p{Lu}\.?$/u;
const DEPARTMENTS = new RegExp(
  '^(?:stin? |to |the )?(?:' +
    'reception|front desk|accounts?(?: (?:dept|department|payable))?|accounting|secretary|secretariat|office|' +
    'switchboard|hr|human resources|sales|support|grammateia|grammateas|logistirio|reseption|ypodochi|' +
    'tilefoniko kentro|grafeio|tmima [a-z ]+|[a-z]+ (?:dept|department)' +
    ')$',
);

function splitPrefix(text: string): { prefix: string; rest: string } {
  const match = PREFIX.exec(text);
  if (match?.[1] === undefined) return { prefix: '', rest: text };
  const single = /^κ$/iu.test(match[1]);
  return single && !text.includes('.')
    ? { prefix: '', rest: text }
    : { prefix: match[1], rest: text.slice(match[0].length) };
}

/** Given names in Greek; those that are as often family names tell no order. */
const GIVEN = new Set(
  GIVEN_NAMES.split(/\s+/)
    .filter((word) => /[α-ω]/i.test(word) && !/^(?:Μιχαήλ|Ιωσήφ|Εμμανουήλ|Παρασκευάς|Σάββας|Λουκάς)$/.test(word))
    .map((word) => soundKey(fold(word))),
);
