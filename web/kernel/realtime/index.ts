export { useEvents } from './events.ts';
