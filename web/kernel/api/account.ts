import { ask, type AnswerOf, type BodyOf } from './client.ts';
import { forgetViewed } from './view-as.ts';

type Setup = BodyOf<'POST /api/v1/setup'>;
/** The form of the first visit, every part filled in. */
export type SetupInput = { [Key in keyof Setup]-?: NonNullable<Setup[Key]> };
export type SetupAnswer = AnswerOf<'POST /api/v1/setup'>;

export const getSetup = () => ask('GET /api/v1/setup');
export const sendSetup = (body: SetupInput, token: string) =>
  ask('POST /api/v1/setup', { body, ...(token ? { headers: { 'kith-setup-token': token } } : {}) });

export const signIn = (body: BodyOf<'POST /api/auth/sign-in'>) => {
  forgetViewed();
  return ask('POST /api/auth/sign-in', { body });
};
export const signOut = () => {
  forgetViewed();
  return ask('POST /api/auth/sign-out');
};
/** How one may sign in here beside a password. */
export const getWays = () => ask('GET /api/auth/ways');
/** Where the browser goes to sign in by the provider of a firm. */
export const startSignOn = (email: string) => ask('POST /api/auth/single_sign_on', { body: { email } });
/** Signs in with what the provider sent back. */
export const finishSignOn = (body: BodyOf<'POST /api/auth/single_sign_on/finish'>) => {
  forgetViewed();
  return ask('POST /api/auth/single_sign_on/finish', { body });
};
/** What the device has to sign so that its owner comes in. */
export const startPasskeySignIn = () => ask('POST /api/auth/passkey/options');
export const signInByPasskey = (credential: BodyOf<'POST /api/auth/passkey'>['credential']) => {
  forgetViewed();
  return ask('POST /api/auth/passkey', { body: { credential } });
};
export type Passkey = AnswerOf<'GET /api/auth/passkeys'>['data'][number];
export const listPasskeys = (): Promise<Passkey[]> => ask('GET /api/auth/passkeys').then((answer) => answer.data);
/** What the device has to make. */
export const startPasskey = (password: string) => ask('POST /api/auth/passkeys/options', { body: { password } });
export const addPasskey = (body: BodyOf<'POST /api/auth/passkeys'>) => ask('POST /api/auth/passkeys', { body });
export const renamePasskey = (id: string, name: string) =>
  ask('PATCH /api/auth/passkeys/{id}', { params: { id }, body: { name } });
export const removePasskey = (id: string, password: string) =>
  ask('DELETE /api/auth/passkeys/{id}', { params: { id }, body: { password } });
/** Asks for a letter with a link to a new password; answers whether letters leave at all. */
export const askReset = (email: string) => ask('POST /api/auth/reset', { body: { email } });
export const confirmReset = (token: string, password: string) =>
  ask('POST /api/auth/reset/confirm', { body: { token, password } });

export type Invited = AnswerOf<'POST /api/auth/invitation'>;
/** What an invitation is to; looking changes nothing. */
export const lookAtInvitation = (token: string) => ask('POST /api/auth/invitation', { body: { token } });
export const acceptInvitation = (body: BodyOf<'POST /api/auth/invitation/accept'>) => {
  forgetViewed();
  return ask('POST /api/auth/invitation/accept', { body });
};

export type EraseMode = BodyOf<'POST /api/v1/people/{id}/erase'>['mode'];
export type Certificate = Omit<AnswerOf<'POST /api/v1/people/{id}/erase'>, 'preview'>;
/** What forgetting a person would remove and leave; nothing is done. */
export const countErasing = (id: string, mode: EraseMode): Promise<Certificate> =>
  ask('POST /api/v1/people/{id}/erase', { params: { id }, body: { mode, preview: true } });
/** Forgets a person for good; `confirm` is their full name. */
export const erasePerson = (id: string, mode: EraseMode, confirm: string): Promise<Certificate> =>
  ask('POST /api/v1/people/{id}/erase', { params: { id }, body: { mode, confirm } });
/** Certificates of what was erased, newest first. */
export const listErasures = (): Promise<Certificate[]> => ask('GET /api/v1/erasures').then((answer) => answer.data);

export type RetentionRule = AnswerOf<'GET /api/v1/retention_rules'>['data'][number];
type NewRule = BodyOf<'POST /api/v1/retention_rules'>;
export const listRetentionRules = (): Promise<RetentionRule[]> =>
  ask('GET /api/v1/retention_rules').then((answer) => answer.data);
/** What a rule would remove if it ran now. */
export const previewRetention = (body: BodyOf<'POST /api/v1/retention_rules/preview'>) =>
  ask('POST /api/v1/retention_rules/preview', { body });
export const addRetentionRule = (body: NewRule) => ask('POST /api/v1/retention_rules', { body });
export const changeRetentionRule = (id: string, body: BodyOf<'PATCH /api/v1/retention_rules/{id}'>) =>
  ask('PATCH /api/v1/retention_rules/{id}', { params: { id }, body });
export const removeRetentionRule = (id: string) => ask('DELETE /api/v1/retention_rules/{id}', { params: { id } });

export const changeMe = (body: BodyOf<'PATCH /api/v1/me'>) => ask('PATCH /api/v1/me', { body });

export type Session = AnswerOf<'GET /api/auth/sessions'>['data'][number];
export const listSessions = (): Promise<Session[]> => ask('GET /api/auth/sessions').then((answer) => answer.data);
export const endSession = (id: string) => ask('DELETE /api/auth/sessions/{id}', { params: { id } });
/** Signs out everywhere but here. */
export const endOtherSessions = () => ask('DELETE /api/auth/sessions');
/** A sign-in or a try, by somebody with an account here. */
export type SignInLine = AnswerOf<'GET /api/auth/sign_ins'>['data'][number];
/** One’s own sign-ins, or with `all` those of every member. */
export const listSignIns = (all: boolean, cursor: string | null) =>
  all ? ask('GET /api/v1/sign_ins', paged(cursor)) : ask('GET /api/auth/sign_ins', paged(cursor));
const paged = (cursor: string | null) => ({ query: cursor === null ? {} : { cursor } });
export const changePassword = (body: { old: string; new: string }) => ask('POST /api/auth/password', { body });
export const beginTotp = () => ask('POST /api/auth/totp');
export const confirmTotp = (code: string) => ask('POST /api/auth/totp/confirm', { body: { code } });
export const removeTotp = (password: string) => ask('DELETE /api/auth/totp', { body: { password } });
