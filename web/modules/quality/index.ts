import type { WebModule } from '#web/kernel/objects';

/** Brings in the queue of duplicates when it is first opened. */
export const loadDuplicatesPage = () => import('./pages/duplicates-page.tsx');

/** The quality of the records: duplicates found, merged or kept apart. */
export const quality: WebModule = { key: 'quality' };
