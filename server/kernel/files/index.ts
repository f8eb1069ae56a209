export { cleanStore } from './clean-store.ts';
export { fileErrors } from './errors.ts';
export { attachmentHeader, safeFileName } from './file-name.ts';
export { createFileStore, type FileStore } from './file-store.ts';
export { forgetBefore, forgetRemovedFiles, keptDays, usedHashes } from './forget-removed.ts';
export { workspaceMigrations } from './migrations.ts';
export { fileRoutes, type FileRecords } from './routes.ts';
