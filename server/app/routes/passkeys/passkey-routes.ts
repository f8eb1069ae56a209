import {
  addPasskey,
  getAccount,
  listPasskeys,
  removePasskey,
  renamePasskey,
  signInByPasskey,
  startPasskey,
  startPasskeySignIn,
  type NewCredential,
  type PasskeyAnswer,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Services } from '../../services.ts';
import { signedInAnswer } from '../answers.ts';
import { listWorkspaces, requireAccount, requireOwnSession } from '../auth.ts';
import { setDeviceCookie, setSessionCookie } from '../cookies.ts';

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+=*$/, 'Write bytes as base64url.');
const id = { id: bytes(1_500), rawId: bytes(1_500), type: z.literal('public-key') };
const newCredential = z.strictObject({
  ...id,
  response: z.strictObject({
    clientDataJSON: bytes(10_000),
    attestationObject: bytes(100_000),
  }),
});
const answer = z.strictObject({
  ...id,
  response: z.strictObject({
    clientDataJSON: bytes(10_000),
    authenticatorData: bytes(10_000),
    signature: bytes(10_000),
    userHandle: bytes(200).nullable().optional(),
  }),
});
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'Write one line.');
const password = z.string().max(1_100);
const onId = z.object({ id: z.uuid() });
const told = z.object({
  id: z.uuid(),
  name: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
});
const toMake = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string() }),
  known: z.array(z.string()),
});
type AnyCall = SignedInCall<unknown, unknown, unknown>;
const ownerOf = (call: AnyCall) => ({ accountId: requireOwnSession(call), sessionId: call.actor.sessionId ?? null });

/** Passkeys: signing in with one, and those of one's own account. */
export function passkeyRoutes(services: Services): Route[] {
  return [...signingIn(services), ...adding(services), ...changing(services)];
}

function signingIn(services: Services): Route[] {
  const { pools, box, config } = services;
  const { publicUrl } = config;
  return [
    defineOpenRoute({
      method: 'POST',
      path: '/api/auth/passkey/options',
      summary: 'Begin to sign in with a passkey: what its authenticator has to sign, within five minutes.',
      tag: 'Sign-in',
      access: 'public',
      answer: z.object({ challenge: z.string(), rp_id: z.string() }),
      status: 200,
      serve: (call) => startPasskeySignIn(pools, { address: call.address, publicUrl }),
    }),
    defineOpenRoute<unknown, unknown, { credential: PasskeyAnswer }>({
      method: 'POST',
      path: '/api/auth/passkey',
      summary: 'Sign in with a passkey; no password and no code are asked for.',
      tag: 'Sign-in',
      access: 'public',
      answer: signedInAnswer,
      status: 200,
      body: z.strictObject({ credential: answer }),
      serve: async (call) => {
        const { address, agent } = call;
        const given = { answer: call.body.credential, publicUrl, address, agent };
        const session = await signInByPasskey({ pools, box }, given);
        setSessionCookie(services, call, session.token);
        setDeviceCookie(services, call, session.device);
        const { name: who, email, language } = await getAccount(pools, session.accountId);
        const [workspace] = await listWorkspaces(services, session.accountId);
        return { member: { name: who, email, language }, workspace: workspace ?? null };
      },
    }),
  ];
}

function adding({ pools, config: { publicUrl } }: Services): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/auth/passkeys',
      summary: 'Your passkeys.',
      tag: 'Sign-in',
      access: 'member',
      answer: z.object({ data: z.array(told) }),
      serve: async (call) => ({ data: await listPasskeys(pools, requireAccount(call)) }),
    }),
    defineOpenRoute<unknown, unknown, { password: string }>({
      method: 'POST',
      path: '/api/auth/passkeys/options',
      summary: 'Begin to add a passkey: what its authenticator has to make, within five minutes.',
      secret: true,
      tag: 'Sign-in',
      access: 'member',
      answer: toMake,
      status: 200,
      body: z.strictObject({ password }),
      serve: (call) => startPasskey(pools, { owner: ownerOf(call), password: call.body.password, publicUrl }),
    }),
    defineOpenRoute<unknown, unknown, { name: string; credential: NewCredential }>({
      method: 'POST',
      path: '/api/auth/passkeys',
      summary: 'Add the passkey that was made; your other sessions end.',
      tag: 'Sign-in',
      access: 'member',
      answer: told,
      body: z.strictObject({ name, credential: newCredential }),
      serve: async (call) => {
        const added = await addPasskey(pools, { owner: ownerOf(call), ...call.body, publicUrl });
        await call.transaction((ctx) =>
          audit(ctx, 'passkey.changed', { about: added.name, details: { added: added.id } }),
        );
        return added;
      },
    }),
  ];
}

function changing({ pools }: Services): Route[] {
  return [
    defineOpenRoute<{ id: string }, unknown, { name: string }>({
      method: 'PATCH',
      path: '/api/auth/passkeys/:id',
      summary: 'Give a passkey another name.',
      tag: 'Sign-in',
      access: 'member',
      answer: told,
      params: onId,
      body: z.strictObject({ name }),
      serve: (call) => renamePasskey(pools, requireOwnSession(call), { ...call.params, ...call.body }),
    }),
    defineOpenRoute<{ id: string }, unknown, { password: string }>({
      method: 'DELETE',
      path: '/api/auth/passkeys/:id',
      summary: 'Remove a passkey; your other sessions end.',
      tag: 'Sign-in',
      access: 'member',
      answer: null,
      params: onId,
      body: z.strictObject({ password }),
      serve: async (call) => {
        const gone = await removePasskey(pools, ownerOf(call), { ...call.params, ...call.body });
        const line = { about: gone.name, details: { removed: gone.id } };
        await call.transaction((ctx) => audit(ctx, 'passkey.changed', line));
        return undefined;
      },
    }),
  ];
}
