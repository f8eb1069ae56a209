import { ask, type AnswerOf, type BodyOf } from './client.ts';

type Setup = BodyOf<'POST /api/v1/setup'>;
/** The form of the first visit, every part filled in. */
export type SetupInput = { [Key in keyof Setup]-?: NonNullable<Setup[Key]> };
export type SetupAnswer = AnswerOf<'POST /api/v1/setup'>;

export const getSetup = () => ask('GET /api/v1/setup');
export const sendSetup = (body: SetupInput, token: string) =>
  ask('POST /api/v1/setup', { body, ...(token ? { headers: { 'kith-setup-token': token } } : {}) });

/** Background work: how far it has come, and whether it goes on. */
export type Job = AnswerOf<'GET /api/v1/jobs/{id}'>;
/** Asks a job to stop; what it did by then stays. */
export const cancelJob = (id: string) => ask('POST /api/v1/jobs/{id}/cancel', { params: { id } });
export const getJob = (id: string): Promise<Job> => ask('GET /api/v1/jobs/{id}', { params: { id } });

export const signIn = (body: BodyOf<'POST /api/auth/sign-in'>) => ask('POST /api/auth/sign-in', { body });
export const signOut = () => ask('POST /api/auth/sign-out');

export const changeMe = (body: BodyOf<'PATCH /api/v1/me'>) => ask('PATCH /api/v1/me', { body });

export type Session = AnswerOf<'GET /api/auth/sessions'>['data'][number];
export const listSessions = (): Promise<Session[]> => ask('GET /api/auth/sessions').then((answer) => answer.data);
export const endSession = (id: string) => ask('DELETE /api/auth/sessions/{id}', { params: { id } });
export const changePassword = (body: { old: string; new: string }) => ask('POST /api/auth/password', { body });
export const beginTotp = () => ask('POST /api/auth/totp');
export const confirmTotp = (code: string) => ask('POST /api/auth/totp/confirm', { body: { code } });
export const removeTotp = (password: string) => ask('DELETE /api/auth/totp', { body: { password } });
