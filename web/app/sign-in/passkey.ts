import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { addPasskey, signInByPasskey, startPasskey, startPasskeySignIn } from '#web/kernel/api';

/** Has the device make a passkey and keeps it; `stopped` where its owner, or the device, made none. */
export async function makePasskey(given: { name: string; password: string }): Promise<'added' | 'stopped'> {
  const { challenge, rp, user, known } = await startPasskey(given.password);
  const made = await startRegistration({
    optionsJSON: {
      challenge,
      rp,
      user: { ...user, displayName: user.name },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: known.map((id) => ({ id, type: 'public-key' })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    },
  }).catch(stopped);
  if (!made) return 'stopped';
  const { id, rawId, response } = made;
  const { clientDataJSON, attestationObject } = response;
  const credential = { id, rawId, type: 'public-key' as const, response: { clientDataJSON, attestationObject } };
  await addPasskey({ name: given.name, credential });
  return 'added';
}

/** Signs in with a passkey of this device; null where its owner chose none. */
export async function signInHere(): Promise<Awaited<ReturnType<typeof signInByPasskey>> | null> {
  const { challenge, rp_id: rpId } = await startPasskeySignIn();
  const given = await startAuthentication({ optionsJSON: { challenge, rpId, userVerification: 'required' } }).catch(
    stopped,
  );
  if (!given) return null;
  const { id, rawId, response } = given;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const parts = { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
  return signInByPasskey({ id, rawId, type: 'public-key', response: parts });
}

/** Whoever closes the window of the device changed their mind; that is no fault. */
function stopped(reason: unknown): null {
  if (reason instanceof Error) return null;
  throw reason;
}
