import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

const ConsentCard = lazy(() => import('./parts/consent-card.tsx'));

/** What people agreed to, beside their record. */
export const consent: WebModule = { key: 'consent', side: [ConsentCard] };
