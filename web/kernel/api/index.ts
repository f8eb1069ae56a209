export * from './account.ts';
export { call, onSignedOut, request, type Answer } from './client.ts';
export { keys, queries } from './keys.ts';
export { issueFor, Problem } from './problem.ts';
export { tellRefusal } from './refusals.ts';
export * from './records.ts';
export * from './settings.ts';
export type * from './types.ts';
export * from './webhooks.ts';
