import type { WebModule } from '#web/kernel/objects';
import { Dates } from './parts/dates.tsx';
import { QuickFacts } from './parts/quick-facts.tsx';
import { Rhythm } from './parts/rhythm.tsx';
import { presentCompany } from './present-company.ts';

/** People and companies: the wanted rhythm of contact, the days that matter, the small facts worth knowing. */
export const contacts: WebModule = {
  key: 'contacts',
  side: [Rhythm, Dates, QuickFacts],
  linkFields: [presentCompany],
};
