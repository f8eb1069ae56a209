export { followEvents } from './follow.ts';
export {
  defineEvent,
  recordsChanged,
  type EmittedEvent,
  type EventDefinition,
  type RecordsChanged,
} from './define-event.ts';
export { createHub, type Hub } from './hub.ts';
export { claimEvents, emit, forgetOldEvents, listEventsAfter, workspaceMigrations } from './outbox.ts';
