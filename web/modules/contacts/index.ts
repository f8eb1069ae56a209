import { IconUserShield } from '@tabler/icons-react';
import { createElement, lazy } from 'react';
import { i18n } from '#web/kernel/i18n';
import type { WebModule } from '#web/kernel/objects';
export { CertificateLines } from './personal-data/certificate-lines.tsx';
import { presentCompany } from './present-company.ts';

const Rhythm = lazy(() => import('./parts/rhythm.tsx').then((part) => ({ default: part.Rhythm })));
const Dates = lazy(() => import('./parts/dates.tsx').then((part) => ({ default: part.Dates })));
const QuickFacts = lazy(() => import('./parts/quick-facts.tsx').then((part) => ({ default: part.QuickFacts })));

const PersonalData = lazy(() => import('./personal-data/personal-data.tsx'));

/** People and companies: the wanted rhythm of contact, the days that matter, the small facts worth knowing. */
export const contacts: WebModule = {
  key: 'contacts',
  side: [Rhythm, Dates, QuickFacts],
  linkFields: [presentCompany],
  recordWindows: [
    {
      key: 'personal-data',
      object: 'people',
      label: () => i18n.t('Personal data'),
      icon: createElement(IconUserShield, { size: 16, stroke: 1.75 }),
      administers: true,
      Window: PersonalData,
    },
  ],
};
