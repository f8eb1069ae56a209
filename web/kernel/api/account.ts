import { call } from './client.ts';
import { forgetViewed } from './view-as.ts';
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

export type SignIn = { email: string; password: string; code?: string };
export const signIn = (input: SignIn): Promise<{ workspace: { slug: string } }> => {
  forgetViewed();
  return call('/api/auth/sign-in', { method: 'POST', body: input });
};
export const signOut = (): Promise<unknown> => {
  forgetViewed();
  return call('/api/auth/sign-out', { method: 'POST' });
};

export const changeMe = (values: Partial<Me['member']>): Promise<Me> =>
  call('/api/v1/me', { method: 'PATCH', body: values });

export type Session = {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string;
  agent: string;
  current: boolean;
};
export const listSessions = (): Promise<Session[]> =>
  call<{ data: Session[] }>('/api/auth/sessions').then((answer) => answer.data);
export const endSession = (id: string): Promise<unknown> => call(`/api/auth/sessions/${id}`, { method: 'DELETE' });
export const changePassword = (input: { old: string; new: string }): Promise<unknown> =>
  call('/api/auth/password', { method: 'POST', body: input });
export const beginTotp = (): Promise<{ secret: string; uri: string }> => call('/api/auth/totp', { method: 'POST' });
export const confirmTotp = (code: string): Promise<{ recovery_codes: string[] }> =>
  call('/api/auth/totp/confirm', { method: 'POST', body: { code } });
export const removeTotp = (password: string): Promise<unknown> =>
  call('/api/auth/totp', { method: 'DELETE', body: { password } });
