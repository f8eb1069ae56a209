export { changePassword, confirmTotp, insertAccount, removeTotp, requirePassword, startTotp } from './account.ts';
export { accessErrors } from './errors.ts';
export { controlMigrations, workspaceMigrations } from './migrations.ts';
export { hashPassword } from './password.ts';
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
  createApiKey,
  endSession,
  findApiKey,
  findMember,
  findSession,
  listSessions,
  startSession,
  type NewSession,
  type SignedIn,
} from './session.ts';
export { getAccount, signIn, type Account, type Credentials } from './sign-in.ts';
