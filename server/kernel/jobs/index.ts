export { defineJob, type JobDefinition, type JobRun } from './define-job.ts';
export { giveUp, mayGoOn, takeUpAgain, type Parkable } from './again.ts';
export { enqueue, findJob, listJobs, workspaceMigrations, type JobRow } from './queue.ts';
export type { Listener } from './relay.ts';
export { undefinedAfterStop, type Share } from './take-job.ts';
export { stopReasons, type StopReason } from './why-stopped.ts';
export { createWorker, type Worker } from './worker.ts';
