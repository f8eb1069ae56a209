export { defineJob, type JobDefinition, type JobRun } from './define-job.ts';
export { cancelJob, enqueue, findJob, workspaceMigrations, type JobRow } from './queue.ts';
export { createWorker, undefinedAfterStop, type Listener, type Worker } from './worker.ts';
