const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A first password that can be read over the telephone: four groups of four, about 79 bits. */
export function firstPassword(): string {
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const text = [...drawn].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return text.match(/.{4}/g)?.join('-') ?? text;
}
