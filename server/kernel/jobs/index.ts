export { defineJob, type JobDefinition, type JobRun } from './define-job.ts';
export { cancelJob, enqueue, findJob, workspaceMigrations, type JobRow } from './queue.ts';
export type { Listener } from './relay.ts';
export { createWorker, undefinedAfterStop, type Worker } from './worker.ts';
