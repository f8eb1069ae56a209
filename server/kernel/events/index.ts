export { followEvents } from './follow.ts';
export {
  defineEvent,
  recordsChanged,
  type EmittedEvent,
  type EventDefinition,
  type RecordsChanged,
} from './define-event.ts';
export { createHub, type Hub } from './hub.ts';
export {
  claimEvent,
  claimEvents,
  emit,
  findNewestRelayed,
  forgetOldEvents,
  listEventsAfter,
  listWaitingEvents,
  postponeEvent,
  workspaceMigrations,
} from './outbox.ts';
