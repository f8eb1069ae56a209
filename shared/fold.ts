import { GIVEN_NAMES } from './folding/given-names.ts';
import { remembered } from './folding/remembered.ts';
import { transliterate } from './folding/transliterate.ts';

/**
 * The form of a text that search, sorting and matching compare: Greek as Latin letters (ELOT 743), no marks, no case,
 * every run of other signs one space. Only `[a-z0-9]`, letters of further scripts and single spaces remain.
 */
export const fold = remembered(folded);

function folded(text: string): string {
  if (PLAIN.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  let plain = text.normalize('NFKD').replace(MARKS, '');
  if (MIXED.test(plain)) plain = plain.replace(WORD, repairLookAlikes);
  plain = plain.toLowerCase().replace(MARKS, '');
  return transliterate(plain).replace(NOT_LETTER, ' ').trim().normalize('NFC');
}

/** The folded words of a text, in their order. */
export function words(text: string): string[] {
  const plain = fold(text);
  return plain === '' ? [] : plain.split(' ');
}

/** What a list is sorted by: the folded text, at most 80 characters so that it fits an index entry. */
export function sortKey(text: string): string {
  return cut(fold(text), 80);
}

/** The first characters of a text, without half of a sign that is written with two: no database holds such a half. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/**
 * The folded name of a company without the legal form at its end (Ltd, Λτδ, PLC, Α.Ε., ΔΕΠΕ …); never empty for a
 * name.
 */
export const companyKey = remembered(keyOfCompany);

function keyOfCompany(name: string): string {
  const whole = fold(name);
  let key = whole;
  for (;;) {
    const shorter = key.replace(LEGAL_FORM, '');
    if (shorter === key) break;
    key = shorter;
  }
  return key === '' || LEGAL_FORM.test(` ${key}`) ? whole : key;
}

/**
 * The sound keys of a person's name without courtesy titles and Greek endings, sorted, the forms of one given name made
 * one: equal for Παπαδόπουλος Γιώργος, Mr Giorgos Papadopoulos and "PAPADOPULOS George".
 */
export const nameKey = remembered(keyOfName);

function keyOfName(name: string): string {
  const keys: string[] = [];
  for (const word of words(name.replace(/^\s*κ\.\s*/u, ''))) {
    if (COURTESY.has(word)) continue;
    const key = soundKey(word).replace(ENDING, '$1');
    keys.push(FORMS.get(key) ?? key);
  }
  if (keys.length === 2) return keys[0]! <= keys[1]! ? `${keys[0]} ${keys[1]}` : `${keys[1]} ${keys[0]}`;
  return keys.sort().join(' ');
}

/**
 * The phonetic skeleton of one folded word: spellings of one Greek name in Greek, English and Turkish habit
 * become equal (χ = ch = kh = h → x, θ = th → q, ντ = nt = nd → d, η = ei = oi = y → i, double letters once).
 */
export const soundKey = remembered(soundOf);

function soundOf(word: string): string {
  let key = word;
  if (/[xhcpwj]/.test(key)) {
    key = key
      .replace(/^(?:ch|kh|h|x)a(?:tz|dz|dj|tj|j|c)[iy]/, '%atzi')
      .replace(/^nichol/, 'nikol')
      .replace(/x/g, 'ks')
      .replace(/ph/g, 'f')
      .replace(/([cktdg]?)h/g, aspirated)
      .replace(/c/g, 'k')
      .replace(/w/g, 'v')
      .replace(/j/g, 'tz');
  }
  key = key
    .replace(/[aeo][uiy](?![aeouiy])|[eo]i|ou/g, diphthong)
    .replace(/(?<![ng])g(?=[eiy])/g, 'i')
    .replace(/[nmg][tdpbgk]/g, (pair) => NASALS[pair] ?? pair)
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1')
    .replace(/^dem[ei]tr/, 'dimitr')
    .replace(/^ekonom/, 'ikonom');
  return key.replace(/%/g, 'x');
}

const PLAIN = /^[ -~\s]*$/;
const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}]+/gu;
const NOT_LETTER = /[^a-z0-9\p{L}]+/gu;
const MIXED = new RegExp(
  [
    ['[A-Za-z]', '[\\u0370-\\u04ff]'],
    ['[\\u0370-\\u04ff]', '[A-Za-z]'],
    ['[\\u0370-\\u03ff]', '[\\u0400-\\u04ff]'],
    ['[\\u0400-\\u04ff]', '[\\u0370-\\u03ff]'],
  ]
    .map(([one, other]) => `${one}\\p{L}*${other}`)
    .join('|'),
  'u',
);
const ENDING = /^(..+?)[oie]?s$/;

const LEGAL_FORM = new RegExp(
  ' (?:' +
    'ltd|limited|ltda?|plc|llc|llp|lp|l l c|p l c|a e|ae|e p e|epe|d e p e|depe|o e|oe|e e|ee|i k e|ike|ave|a v e|' +
    's a|sa|inc|incorporated|corp|corporation|gmbh|ag|kg|bv|b v|nv|sarl|srl|spa|s r l|s p a|oy|ab|aps|pty|as|a s|sti' +
    ')$',
);

const COURTESY = new Set(
  (
    'mr mrs ms miss mx dr prof professor sir madam dipl ing bay bayan herr frau monsieur madame ' +
    'ka kos kon kyrios kyria dr dra kath kathigitis kathigitria dis despoinis ' +
    'aidesimos pater'
  ).split(' '),
);

const LATIN_FOR: Record<string, string> = pairs(
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa οo ιi νv ρp υu κk ' +
    'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI аa еe оo рp сc уy хx іi ѕs',
);
const GREEK_FOR: Record<string, string> = pairs(
  'AΑ BΒ EΕ ZΖ HΗ IΙ KΚ MΜ NΝ OΟ PΡ TΤ YΥ XΧ aα oο iι vν pρ uυ kκ xχ yυ eε tτ nη ' +
    'АΑ ВΒ ЕΕ КΚ МΜ НΗ ОΟ РΡ ТΤ УΥ ХΧ аα еε оο рρ хχ іι',
);

function pairs(list: string): Record<string, string> {
  return Object.fromEntries(list.split(' ').map((pair) => [pair[0] as string, pair[1] as string]));
}

/** Rewrites a word of two alphabets in the one that most of its letters which have no double belong to. */
function repairLookAlikes(word: string): string {
  let latin = 0;
  let greek = 0;
  let cyrillic = 0;
  for (const letter of word) {
    const code = letter.charCodeAt(0);
    if (code < 0x80) latin += GREEK_FOR[letter] === undefined ? 10 : 1;
    else if (code >= 0x370 && code <= 0x3ff) greek += LATIN_FOR[letter] === undefined ? 10 : 1;
    else if (code >= 0x400 && code <= 0x4ff) cyrillic += LATIN_FOR[letter] === undefined ? 10 : 1;
  }
  if ((latin > 0 ? 1 : 0) + (greek > 0 ? 1 : 0) + (cyrillic > 0 ? 1 : 0) < 2 || cyrillic >= 10) return word;
  const table = greek > latin ? GREEK_FOR : LATIN_FOR;
  let out = '';
  for (const letter of word) out += table[letter] ?? letter;
  return out;
}

function aspirated(_: string, before: string): string {
  if (before === 't') return 'q';
  if (before === 'd' || before === 'g') return before;
  return '%';
}

function diphthong(pair: string): string {
  if (pair === 'ou') return 'u';
  if (pair === 'ai' || pair === 'ay') return 'e';
  if (pair === 'au' || pair === 'eu') return `${pair[0]}v`;
  return 'i';
}

const NASALS: Record<string, string> = {
  nt: 'd',
  nd: 'd',
  mp: 'b',
  mb: 'b',
  gk: 'g',
  ng: 'g',
  nk: 'g',
  gg: 'g',
};

/** Each form of a given name by its key → the key of its line's first form; a form of two lines stands for itself. */
const FORMS = givenNameForms();

function givenNameForms(): Map<string, string> {
  const lines = GIVEN_NAMES.trim()
    .split('\n')
    .map((line) => words(line).map((word) => soundKey(word).replace(ENDING, '$1')));
  const firsts = new Set(lines.map(([first]) => first));
  const forms = new Map<string, string>();
  const shared = new Set<string>();
  for (const [first = '', ...others] of lines) {
    for (const form of others) {
      if (firsts.has(form)) continue;
      if (forms.has(form) && forms.get(form) !== first) shared.add(form);
      forms.set(form, first);
    }
  }
  for (const form of shared) forms.delete(form);
  return forms;
}
