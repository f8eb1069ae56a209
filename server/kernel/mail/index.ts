export { mailErrors } from './errors.ts';
export { createMailServer, type MailServer } from './mail-server.ts';
export { workspaceMigrations } from './migrations.ts';
export { queueMail, type MailAddress, type NewMail } from './queue-mail.ts';
export { mailRoutes } from './routes.ts';
export { mailJobs } from './send-job.ts';
