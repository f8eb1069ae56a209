import { createHash } from 'node:crypto';
import type { Limiter } from './limiter.ts';

/** Stands between an address that sends wrong API keys and the look-up of keys. */
export interface KeyGuesses {
  /** Seconds that this address has to wait before a key of its is looked at, or 0. */
  wait(address: string, key: string): number;
  right(key: string): void;
  wrong(address: string): void;
}

// A program with a key that was revoked asks again and again; whoever guesses needs far more than this.
export const wrongKeys = { requests: 100, seconds: 60 };
const mostKnown = 1_000; // keys that were right lately: more programs than any installation has

/** Counts wrong keys by address. A key that was right lately is looked at all the same, so that one broken program
 * does not lock out its neighbours. */
export function createKeyGuesses(limiter: Limiter): KeyGuesses {
  const known = new Set<string>();
  return {
    wait: (address, key) => (known.has(digest(key)) ? 0 : limiter.look(address)),
    right: (key) => {
      if (known.size >= mostKnown) known.clear();
      known.add(digest(key));
    },
    wrong: (address) => void limiter.take(address),
  };
}

/** Memory holds no key as it is. */
function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
