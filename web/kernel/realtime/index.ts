export { useEvents, useJob, type JobState } from './events.ts';
