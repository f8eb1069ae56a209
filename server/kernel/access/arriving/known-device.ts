import { hashToken, newToken, type SecretBox } from '../secret-box.ts';

const purpose = 'known-device';

/** What a browser keeps to show later that this account signed in there once. It opens nothing: its tries are only
 * counted apart, so that strangers who guess cannot lock the account's own devices out. */
export function newKnownDevice(box: SecretBox, accountId: string): string {
  return box.seal([purpose, accountId, newToken()].join(' '));
}

/** The name under which the tries of a device are counted, or null where it is none of this account's. */
export function knownDevice(box: SecretBox, kept: string | null, accountId: string): string | null {
  if (kept === null || kept.length > 500) return null;
  const [mark, of, device] = openOrNull(box, kept)?.split(' ') ?? [];
  return mark === purpose && of === accountId && device ? hashToken(device) : null;
}

function openOrNull(box: SecretBox, sealed: string): string | null {
  try {
    return box.open(sealed);
  } catch {
    return null;
  }
}
