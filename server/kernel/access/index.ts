export {
  changePassword,
  confirmTotp,
  insertAccount,
  insertNewAccount,
  removeTotp,
  requirePassword,
  startTotp,
} from './account.ts';
export {
  findInvitation,
  invite,
  inviteAgain,
  inviterOf,
  listInvitations,
  takeInvitation,
  withdrawInvitation,
  withdrawInvitationsOf,
  type InvitationRow,
} from './arriving/invitation.ts';
export {
  createApiKey,
  findApiKey,
  findServiceAccount,
  insertServiceAccount,
  listApiKeys,
  revokeApiKey,
} from './api-key.ts';
export { newKnownDevice } from './arriving/known-device.ts';
export { finishReset, offerReset, type ResetOffer } from './arriving/reset.ts';
export { forgetArrivals, listSignIns, logSignIn, sinceJoining, type SignInRow } from './arriving/sign-in-log.ts';
export { accessErrors } from './errors.ts';
export { controlMigrations, workspaceMigrations } from './migrations.ts';
export { hashPassword, passwordCost } from './password.ts';
export {
  addPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  startPasskey,
  type NewCredential,
} from './passkeys/passkey.ts';
export { hasPasskeys, signInByPasskey, startPasskeySignIn, type PasskeyAnswer } from './passkeys/sign-in-by-passkey.ts';
export { useRate } from './rate.ts';
export {
  mayAdminister,
  reachOf,
  requireAction,
  requireRole,
  rightsOf,
  teammates,
  teamsAround,
  type Asking,
} from './role.ts';
export { createSecretBox, newToken, type SecretBox } from './secret-box.ts';
export {
  endBoundSessions,
  endSession,
  endSessions,
  endSessionsIn,
  findMember,
  findSession,
  listSessions,
  startSession,
  type NewSession,
  type SignedIn,
} from './session.ts';
export { domainOf, finishSignOn, startSignOn, type Returned, type Vouched } from './single-sign-on/attempt.ts';
export { discover } from './single-sign-on/provider.ts';
export { findByAddress, findProvided, linkProvided } from './single-sign-on/provided-account.ts';
export {
  findProvider,
  forgetProvider,
  hasProviders,
  saveProvider,
  type ProviderSettings,
} from './single-sign-on/provider-settings.ts';
export { openToPasswords, requireWayIn } from './single-sign-on/only-way.ts';
export { getAccount, normalEmail, signIn, type Account, type Credentials } from './sign-in.ts';
