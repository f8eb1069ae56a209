import { defineEvent } from '#kernel/events';

/** Records of one object that were one by a merge are several again: somebody decided that they are not the same. */
export const recordsParted = defineEvent<{ object: string; ids: string[] }>('records.parted');
