export { appendOnlyTables, controlMigrations, workspaceMigrations } from './migrations.ts';
export { auditJobs } from './audit-jobs.ts';
export { readFinding, readHead, setRetention, type AuditHead } from './chain.ts';
export { listAudit, listEveryAudit, type AuditQuery, type AuditRow } from './list-audit.ts';
export { pullSignIns } from './pull-sign-ins.ts';
export { noteSensitive, writeReads } from './sensitive-reads.ts';
export { audit, auditKinds, type AuditKind } from './write-audit.ts';
