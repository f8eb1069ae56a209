import { fold } from './fold.ts';

/** The parts of a person's name as typed; absent parts are empty texts. `sure` says that the text itself told the order. */
export interface NameParts {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
  sure: boolean;
}

/** Splits one name cell: courtesy title, "Surname, Given", else the last word is the family name; spaces are repaired. */
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
  const words = head.split(' ');
  if (words.length === 1) return { prefix, first: head, middle: '', last: '', suffix, sure: false };
  const [first = '', ...others] = words;
  const start = others.findIndex((word, i) => i === others.length - 1 || PARTICLE.test(word));
  const middle = others.slice(0, start).join(' ');
  return { prefix, first, middle, last: others.slice(start).join(' '), suffix, sure: false };
}

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

const PREFIX =
  /^((?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|dipl|ing|κος|κα|κ|κυρ[ίι]α|κ[ύυ]ριος|κον|δρ|δρα|δις|δ\/δα|καθ|αιδ)\.?)(?:\s+(?:dr|prof|δρ|ing)\.?)?)(?:\s+|(?<=\.))(?=\p{L})/iu;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|esq|mba|cpa|fca)\.?$/i;
const PARTICLE = /^(?:van|von|de|del|della|di|da|dos|la|le|el|al|bin|ibn|ben|ter|ten|den|der|du|st\.?|mac|o')$/i;
const DEPARTMENTS =
  /^(?:(?:stin? |to |the )?(?:reception|front desk|accounts?(?: (?:dept|department|payable))?|accounting|secretary|secretariat|office|switchboard|hr|human resources|sales|support|grammateia|grammateas|logistirio|reseption|ypodochi|tilefoniko kentro|grafeio|tmima [a-z ]+|[a-z]+ (?:dept|department)))$/;

function splitPrefix(text: string): { prefix: string; rest: string } {
  const match = PREFIX.exec(text);
  if (match?.[1] === undefined) return { prefix: '', rest: text };
  const single = /^κ$/iu.test(match[1]);
  return single && !text.includes('.')
    ? { prefix: '', rest: text }
    : { prefix: match[1], rest: text.slice(match[0].length) };
}
