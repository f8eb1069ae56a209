import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP Password Storage Cheat Sheet: scrypt N=2^15, r=8, p=3 (32 MB, about 0.1 s on one core).
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const keyBytes = 32;

/** Hashes a password for keeping: `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether the password is the one that was hashed. For an unknown address pass null: the time is the same. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt, hash] = (stored ?? decoy).split('$');
  const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const expected = Buffer.from(hash!, 'base64url');
  const actual = await derive(password, Buffer.from(salt!, 'base64url'), options);
  return timingSafeEqual(actual, expected) && stored !== null;
}

const decoy = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  'AAAAAAAAAAAAAAAAAAAAAA',
  Buffer.alloc(keyBytes).toString('base64url'),
].join('$');

// Each derivation holds 32 MB: at most four at once, the others wait their turn.
let free = 4;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
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

const common = [
  'password',
  'passw0rd',
  'qwerty',
  'letmein',
  'welcome',
  'iloveyou',
  'administrator',
  'kodikos',
  'admin',
];

/** Why a password is refused, or null. Refuses what is short, one repeated sign or run, or a well-known word
 * with digits around it. */
export function passwordProblem(password: string): 'too_short' | 'too_long' | 'too_common' | null {
  const length = [...password].length;
  if (length < passwordLength.min) return 'too_short';
  if (length > passwordLength.max) return 'too_long';
  const letters = password.toLowerCase().replace(/[^a-zα-ω]/g, '');
  const distinct = new Set(password.toLowerCase()).size;
  const bare = common.some((word) => letters !== '' && letters.replaceAll(word, '') === '');
  const counted = '01234567890123456789'.includes(password) || 'abcdefghijklmnopqrstuvwxyz'.includes(password);
  return distinct < 4 || bare || counted ? 'too_common' : null;
}
