export { fileErrors } from './errors.ts';
export { attachmentHeader, safeFileName } from './file-name.ts';
export { createFileStore, type FileStore } from './file-store.ts';
export { workspaceMigrations } from './migrations.ts';
export { fileRoutes, type RecordAccess } from './routes.ts';
