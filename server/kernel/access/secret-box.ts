import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals small secrets under the installation's key, which is in no database (AES-256-GCM, key id beside the value). */
export interface SecretBox {
  seal(text: string): string;
  open(sealed: string): string;
  /** A seal that only this installation can set, and nobody who only has the database. */
  sign(text: string): string;
}

export function createSecretBox(installationSecret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', installationSecret, '', 'kith sealed secrets', 32));
  const signing = Buffer.from(hkdfSync('sha256', installationSecret, '', 'kith signed lines', 32));
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    sign: (text) => createHmac('sha256', signing).update(text).digest('base64url'),
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open: (sealed) => {
      const [id, body = ''] = sealed.split('.');
      if (id !== keyId) throw new Error('sealed under another key: the installation secret was changed');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

/** SHA-256 of a random token, for keeping: 256 bits need no salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** 256 random bits for a cookie or a key. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
