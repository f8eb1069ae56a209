import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new shared secret: 160 bits in base32 (RFC 4226 §4 R6). */
export function newTotpSecret(): string {
  return base32(randomBytes(20));
}

/** The address that authenticator apps read from a QR code. */
export function totpUri(secret: string, account: string): string {
  return `otpauth://totp/Kith:${encodeURIComponent(account)}?secret=${secret}&issuer=Kith&digits=6&period=30`;
}

/** The step a code belongs to (RFC 6238, SHA-1, one step of drift each way), or null. A step at or before `lastStep`
 * was used already and is refused (RFC 6238 §5.2). */
export function matchTotp(secret: string, code: string, options: { at: Date; lastStep: number }): number | null {
  const clean = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(clean)) return null;
  const now = Math.floor(options.at.getTime() / 1000 / stepSeconds);
  for (const step of [now, now - 1, now + 1]) {
    const equal = timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(clean));
    if (equal && step > options.lastStep) return step;
  }
  return null;
}

/** The code of one step (RFC 4226 §5.3). */
function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((chunk) => alphabet[parseInt(chunk, 2)]).join('');
}

function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((chunk) => parseInt(chunk, 2)));
}
