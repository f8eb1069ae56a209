import { datetime } from '#shared/fields/dates';

/** A moment as values of records are compared: without zeros at its end. Undo puts back only what is as it was left. */
export const stageSince = (now: Date): string =>
  datetime.parse(now.toISOString(), { key: 'stage_since' }, reading) as string;

const reading = { region: '', currency: '' };
