const TONES = ['grey', 'teal', 'blue', 'amber', 'green', 'violet', 'red'] as const;

/** Up to two initials of a name in any script: first and last word. */
export function initials(name: string): string {
  const words = name.split(/[\s.,'’()/&-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}

/** A tint that stays the same for the same name. */
export function toneOf(name: string): (typeof TONES)[number] {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return TONES[sum % TONES.length] ?? 'grey';
}
