import { call } from './client.ts';
import type { Me } from './types.ts';

export type SetupInput = {
  workspace: string;
  name: string;
  email: string;
  password: string;
  sample: boolean;
  language: string;
  region: string;
  time_zone: string;
  currency: string;
};
export type SetupAnswer = { workspace: { id: string; slug: string; name: string }; sample_job: string | null };

export const getSetup = (): Promise<{ needed: boolean; token_required: boolean }> => call('/api/v1/setup');
export const sendSetup = (input: SetupInput, token: string): Promise<SetupAnswer> =>
  call('/api/v1/setup', { method: 'POST', body: input, ...(token ? { headers: { 'kith-setup-token': token } } : {}) });

/** Background work: how far it has come, and whether it goes on. */
export type Job = { id: string; state: string; progress: { done: number; total: number | null } | null };
/** Asks a job to stop; what it did by then stays. */
export const cancelJob = (id: string): Promise<unknown> => call(`/api/v1/jobs/${id}/cancel`, { method: 'POST' });
export const getJob = (id: string): Promise<Job> => call(`/api/v1/jobs/${id}`);

export type SignIn = { email: string; password: string; code?: string };
export const signIn = (input: SignIn): Promise<{ workspace: { slug: string } }> =>
  call('/api/auth/sign-in', { method: 'POST', body: input });
/** Asks for a letter with a link to a new password; answers whether letters leave at all. */
export const askReset = (email: string): Promise<{ mail: boolean }> =>
  call('/api/auth/reset', { method: 'POST', body: { email } });
export const confirmReset = (token: string, password: string): Promise<unknown> =>
  call('/api/auth/reset/confirm', { method: 'POST', body: { token, password } });

export type Invited = { email: string; name: string | null; has_account: boolean; workspace: { name: string } };
/** What an invitation is to; looking changes nothing. */
export const lookAtInvitation = (token: string): Promise<Invited> =>
  call('/api/auth/invitation', { method: 'POST', body: { token } });
export type Accepting = { token: string; name?: string; password: string; code?: string };
export const acceptInvitation = (input: Accepting): Promise<{ workspace: { slug: string } }> =>
  call('/api/auth/invitation/accept', { method: 'POST', body: input });
export const signOut = (): Promise<unknown> => call('/api/auth/sign-out', { method: 'POST' });

export const changeMe = (values: Partial<Me['member']>): Promise<Me> =>
  call('/api/v1/me', { method: 'PATCH', body: values });

export type Session = {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string;
  agent: string;
  device: string;
  current: boolean;
};
export const listSessions = (): Promise<Session[]> =>
  call<{ data: Session[] }>('/api/auth/sessions').then((answer) => answer.data);
export const endSession = (id: string): Promise<unknown> => call(`/api/auth/sessions/${id}`, { method: 'DELETE' });
/** Signs out everywhere but here. */
export const endOtherSessions = (): Promise<unknown> => call('/api/auth/sessions', { method: 'DELETE' });

/** A sign-in or a try, by somebody with an account here. */
export type SignInLine = {
  id: string;
  at: string;
  email: string;
  name: string | null;
  address: string | null;
  device: string;
  how: string | null;
  outcome: 'ok' | 'wrong' | 'code_needed' | 'locked';
};
type SignInPage = { data: SignInLine[]; next_cursor: string | null };
/** One’s own sign-ins, or with `all` those of every member. */
export const listSignIns = (all: boolean, cursor: string | null): Promise<SignInPage> =>
  call(all ? '/api/v1/sign_ins' : '/api/auth/sign_ins', { query: { cursor } });
export const changePassword = (input: { old: string; new: string }): Promise<unknown> =>
  call('/api/auth/password', { method: 'POST', body: input });
export const beginTotp = (): Promise<{ secret: string; uri: string }> => call('/api/auth/totp', { method: 'POST' });
export const confirmTotp = (code: string): Promise<{ recovery_codes: string[] }> =>
  call('/api/auth/totp/confirm', { method: 'POST', body: { code } });
export const removeTotp = (password: string): Promise<unknown> =>
  call('/api/auth/totp', { method: 'DELETE', body: { password } });
