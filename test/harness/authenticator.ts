import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Where a passkey is made and used, and what an authenticator may do otherwise than it should. */
export interface Ceremony {
  challenge: string;
  origin: string;
  rpId: string;
  /** Whether it checked its owner, by finger, face or code; true where nothing is said. */
  verified?: boolean;
  /** The kind of ceremony that the browser says this was. */
  type?: string;
}

/** An authenticator in software (WebAuthn Level 3), with one passkey of ES256. */
export interface Authenticator {
  id: string;
  make(ceremony: Ceremony): object;
  answer(ceremony: Ceremony, more?: { userHandle?: string; counter?: number; key?: KeyObject }): object;
}

const text = (value: Buffer) => value.toString('base64url');
const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest();

/** A fresh authenticator; its counter rises with each use. */
export function softwareAuthenticator(): Authenticator {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rawId = randomBytes(32);
  const id = text(rawId);
  let count = 0;
  return {
    id,
    make: (ceremony) => {
      const clientDataJSON = clientData({ type: 'webauthn.create', ...ceremony });
      const length = Buffer.from([0, rawId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, rawId, coseKey(pair.publicKey)]);
      const authData = Buffer.concat([head(ceremony, { count, attested: true }), attested]);
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([authData.length]),
        authData,
      ]);
      const response = { clientDataJSON: text(clientDataJSON), attestationObject: text(attestation) };
      return { id, rawId: id, type: 'public-key', response };
    },
    answer: (ceremony, { userHandle, counter = (count += 1), key = pair.privateKey } = {}) => {
      const clientDataJSON = clientData({ type: 'webauthn.get', ...ceremony });
      const authData = head(ceremony, { count: counter, attested: false });
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), key);
      const response = {
        clientDataJSON: text(clientDataJSON),
        authenticatorData: text(authData),
        signature: text(signature),
        ...(userHandle ? { userHandle } : {}),
      };
      return { id, rawId: id, type: 'public-key', response };
    },
  };
}

function clientData({ type, challenge, origin }: Ceremony): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Hash of the site, flags (present, verified, attested), counter. */
function head({ rpId, verified = true }: Ceremony, of: { count: number; attested: boolean }): Buffer {
  const flags = 1 | (verified ? 4 : 0) | (of.attested ? 64 : 0);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(of.count);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
}

/** COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const start = Buffer.from('a5010203262001215820', 'hex');
  return Buffer.concat([start, Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
}
