import { createRequire } from 'node:module';
import type ical from 'ical.js';

const load = createRequire(import.meta.url);

/** The library for calendars, loaded with the first rule that is read: most servers never read one. */
export const loadIcal = () => load('ical.js') as typeof ical;
