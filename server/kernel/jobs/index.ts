export { defineJob, type JobDefinition, type JobRun } from './define-job.ts';
export { cancelJob, enqueue, findJob, listJobs, workspaceMigrations, type JobRow } from './queue.ts';
export type { Listener } from './relay.ts';
export { undefinedAfterStop, type Share } from './take-job.ts';
export { createWorker, type Worker } from './worker.ts';
