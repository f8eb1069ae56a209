import { randomFillSync } from 'node:crypto';

const pool = new Uint8Array(4096);
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Makes UUIDv7 keys (RFC 9562 §5.7): 48 bits of Unix milliseconds, then a counter and random bits, so ids made by
 * one generator sort in the order they were made, also within one millisecond. */
export function createIds(clock: () => number = Date.now): () => string {
  let last = 0;
  let counter = 0;
  let used = pool.length;
  return () => {
    const now = Math.max(clock(), last);
    counter = now === last ? counter + 1 : 0;
    // 12 bits of counter; one more than it holds borrows the next millisecond.
    last = counter > 0xfff ? now + 1 : now;
    if (counter > 0xfff) counter = 0;
    if (used + 8 > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const id = format(last, counter, pool.subarray(used, used + 8));
    used += 8;
    return id;
  };
}

function format(millis: number, counter: number, random: Uint8Array): string {
  const time = millis.toString(16).padStart(12, '0');
  const variant = hex[(random[0]! & 0x3f) | 0x80]! + hex[random[1]!]!;
  let tail = '';
  for (let i = 2; i < 8; i += 1) tail += hex[random[i]!]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}-${tail}`;
}

/** A new UUIDv7 key. */
export const newId: () => string = createIds();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in lower-case canonical form. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}
