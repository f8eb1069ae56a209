/** Greek letters by their ELOT 743 Latin form; υ, γ, μ and π depend on their neighbours and are handled apart. */
const GREEK: Record<string, string> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
  ϊ: 'i',
  ϋ: 'y',
};
const SPECIAL: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ſ: 's',
  ə: 'e',
};
const DIGIT = /\p{Nd}/u;
const VOICELESS = 'θκξπστςφχψ';

/** Lower-case Greek as Latin letters (ELOT 743), special Latin letters as plain ones, all digits as 0 to 9. */
export function transliterate(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = text[i] as string;
    if (code < 0x80) out += letter;
    else if (code >= 0x3b1 && code <= 0x3cb) {
      const next = text[i + 1] ?? '';
      const pair = greekPair(letter, next, i === 0 || !isLetter(text.charCodeAt(i - 1)), text[i + 2] ?? '');
      if (pair === null) out += GREEK[letter] ?? letter;
      else {
        out += pair;
        i++;
      }
    } else out += SPECIAL[letter] ?? (DIGIT.test(letter) ? decimal(code) : letter);
  }
  return out;
}

function greekPair(letter: string, next: string, atStart: boolean, after: string): string | null {
  if (next === 'υ') {
    if (letter === 'ο') return 'ou';
    const vowel = letter === 'α' ? 'a' : letter === 'ε' ? 'e' : letter === 'η' ? 'i' : '';
    if (vowel !== '') return vowel + (isGreek(after) && !VOICELESS.includes(after) ? 'v' : 'f');
    return null;
  }
  if (letter === 'γ') return next === 'γ' ? 'ng' : next === 'ξ' ? 'nx' : next === 'χ' ? 'nch' : null;
  if (letter === 'μ' && next === 'π') return atStart ? 'b' : 'mp';
  return null;
}

function isGreek(letter: string): boolean {
  const code = letter === '' ? 0 : letter.charCodeAt(0);
  return code >= 0x3b1 && code <= 0x3c9;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || code > 0xbf;
}

/** Digits of every script come in unbroken runs from its zero to its nine. */
function decimal(code: number): string {
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCharCode(zero - 1))) zero--;
  return String(code - zero);
}
