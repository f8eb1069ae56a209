import { cut, soundKey, words } from '#shared/fold';
import { callingCodeOf } from '#shared/phone';

const limits = { characters: 200, words: 8 };

/** Keys from one on to before another, or one key alone. */
export interface Range {
  from: string;
  to: string | null;
}

/** One thing that was asked for: key ranges of which one must match. */
export interface Asked {
  ranges: Range[];
  /** The sound of the word, for finding what was meant when nothing matches. */
  sound: string | null;
}

/** Reads what was typed into ranges of the key table: words by sound, the last one also as a beginning; addresses,
 * domains and telephone numbers in any notation. */
export function readQuery(typed: string, region: string): Asked[] {
  const text = cut(typed.replaceAll('\0', '').toWellFormed(), limits.characters).trim();
  if (text.includes('@')) return [{ ranges: [prefix(`e${text.toLowerCase()}`)], sound: null }];
  const digits = text.replaceAll(/[^\d+]/g, '').replace(/^(\+|00)/, '');
  if (digits.length >= 4 && /^[\d\s()+./-]+$/.test(text)) {
    return [
      {
        ranges: [
          prefix(`p${digits}`),
          prefix(`p${callingCodeOf(region)}${digits.replace(/^0/, '')}`),
          prefix(`w${digits}`),
        ],
        sound: null,
      },
    ];
  }
  const list = words(text).slice(0, limits.words);
  const alone = list.length === 1;
  const asked = list.map((word, index) => readWord(word, { last: index === list.length - 1, alone }));
  if (/^[\w-]+(\.[\w-]+)+$/.test(text))
    asked.push({ ranges: [prefix(`d${text.toLowerCase().replace(/^www\./, '')}`)], sound: null });
  return asked.length > list.length ? [{ ranges: asked.flatMap((one) => one.ranges).slice(-1), sound: null }] : asked;
}

function readWord(word: string, place: { last: boolean; alone: boolean }): Asked {
  const sound = soundKey(word);
  if (!place.last) return { ranges: [{ from: `w${sound}`, to: null }], sound };
  // While a word is being typed its last letters may be half of a digraph (o of ou, c of ch): both readings count.
  const starts = new Set([sound, soundKey(`${word}u`).slice(0, -1) || sound]);
  if (/[aeo]$/.test(word)) starts.add(sound.slice(0, -1) + { a: 'e', e: 'i', o: 'u' }[word.at(-1) as 'a' | 'e' | 'o']);
  if (/[nm]$/.test(word)) starts.add(sound.slice(0, -1) + { n: 'd', m: 'b' }[word.at(-1) as 'n' | 'm']);
  // Χατζη- is written in a dozen ways, which are one sound only from the sixth letter on.
  if (/^(ch|kh|h|x)a[tdjcz]{1,2}$/.test(word)) starts.add('xatz');
  const ranges = [...starts].filter(Boolean).map((start) => prefix(`w${start}`));
  // Beside other words it is no mail address, and each range more is a walk more.
  return { ranges: place.alone ? [...ranges, prefix(`e${word}`)] : ranges, sound };
}

function prefix(start: string): { from: string; to: string } {
  return { from: start, to: `${start}\u{10FFFF}` };
}
