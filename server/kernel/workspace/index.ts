export { system, withContext, type Actor, type Context, type ContextSource, type Workspace } from './context.ts';
export {
  createDirectory,
  inControl,
  inControlTransaction,
  insertWorkspace,
  toWorkspace,
  type Directory,
  type NewWorkspace,
  type WorkspaceRow,
} from './directory.ts';
export { controlMigrations } from './migrations.ts';
export { createSchema, dropSchema, makeAppendOnly } from './provision.ts';
