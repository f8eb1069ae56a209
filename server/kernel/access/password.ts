import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a new hash costs: scrypt N=2^15, r=8, p=3 after the OWASP Password Storage Cheat Sheet (32 MB, about 0.1 s on
 * one core). Each hash tells its own. A test that signs in a hundred times over makes N small. */
export const passwordCost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const keyBytes = 32;

/** Hashes a password for keeping: `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, passwordCost);
  return inWords(salt.toString('base64url'), hash.toString('base64url'));
}

/** Whether the password is the one that was hashed. For an unknown address pass null: the time is the same. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt, hash] = (stored ?? decoy()).split('$');
  const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: passwordCost.maxmem };
  const expected = Buffer.from(hash!, 'base64url');
  const actual = await derive(password, Buffer.from(salt!, 'base64url'), options);
  return timingSafeEqual(actual, expected) && stored !== null;
}

const inWords = (salt: string, hash: string): string =>
  ['scrypt', passwordCost.N, passwordCost.r, passwordCost.p, salt, hash].join('$');

const decoy = (): string => inWords('AAAAAAAAAAAAAAAAAAAAAA', Buffer.alloc(keyBytes).toString('base64url'));

// Each derivation holds 32 MB: at most four at once, the others wait their turn.
let free = 4;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, options: typeof passwordCost): Promise<Buffer> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else free -= 1;
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

/** Lengths of a password in characters (NIST SP 800-63B: long, no composition rules). */
export const passwordLength = { min: 12, max: 1024 };

const wordsFile = join(import.meta.dirname, 'common-passwords.txt.gz');
let words: Set<string> | undefined;

/** Ten thousand passwords that people choose most, and the long ones among thirty thousand; from zxcvbn (MIT). Read
 * with the first new password. */
function commonWords(): Set<string> {
  words ??= new Set(gunzipSync(readFileSync(wordsFile)).toString('utf8').split('\n').concat(ownWords));
  return words;
}

const ownWords = ['kith', 'kodikos', 'κωδικοσ', 'συνθηματικο', 'καλημερα', 'passwort', 'administrator'];

/** Why a password is refused, or null. Refuses what is short, of fewer than four different signs, a run of letters or
 * numbers, and what is made of one or two well-known passwords, whatever signs and digits stand between and around. */
export function passwordProblem(password: string): 'too_short' | 'too_long' | 'too_common' | null {
  const length = [...password].length;
  if (length < passwordLength.min) return 'too_short';
  if (length > passwordLength.max) return 'too_long';
  const plain = password
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\s]/gu, '')
    .replaceAll('ς', 'σ');
  const runs = '01234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm αβγδεζηθικλμνξοπρστυφχψω';
  const distinct = new Set(plain).size;
  return distinct < 4 || runs.includes(plain) || isCommon(plain) ? 'too_common' : null;
}

function isCommon(plain: string): boolean {
  const asWritten = plain.replaceAll(/[^\p{L}\d]/gu, '');
  const letters = plain.replaceAll(/[^\p{L}]/gu, '');
  const guessed = [plain, asWritten, letters, spelt(asWritten), spelt(plain.replace(/[\d\p{P}\p{S}]+$/u, ''))];
  return guessed.some((text) => text !== '' && (isKnown(text) || madeOfTwo(text)));
}

function isKnown(text: string): boolean {
  if (commonWords().has(text)) return true;
  for (let size = 1; size <= text.length / 2; size += 1) {
    const part = text.slice(0, size);
    if (part.repeat(text.length / size) === text && (size < 4 || commonWords().has(part))) return true;
  }
  return false;
}

/** Four plain words make a good password, two of the best known ones do not. */
function madeOfTwo(text: string): boolean {
  for (let at = 3; at <= text.length - 3; at += 1) {
    if (commonWords().has(text.slice(0, at)) && commonWords().has(text.slice(at))) return true;
  }
  return false;
}

/** Signs that stand for letters, read as the letters. */
function spelt(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
  };
  return text.replaceAll(/[013457@$]/g, (sign) => letters[sign]!).replaceAll(/[^\p{L}\d]/gu, '');
}
