import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';
import { presentCompany } from './present-company.ts';

const Rhythm = lazy(() => import('./parts/rhythm.tsx').then((part) => ({ default: part.Rhythm })));
const Dates = lazy(() => import('./parts/dates.tsx').then((part) => ({ default: part.Dates })));
const QuickFacts = lazy(() => import('./parts/quick-facts.tsx').then((part) => ({ default: part.QuickFacts })));

/** People and companies: the wanted rhythm of contact, the days that matter, the small facts worth knowing. */
export const contacts: WebModule = {
  key: 'contacts',
  side: [Rhythm, Dates, QuickFacts],
  linkFields: [presentCompany],
};
