import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

const EnquiryCard = lazy(() => import('./parts/enquiry-card.tsx'));

/** How an enquiry stands, and what becomes of it, beside its record. */
export const leads: WebModule = { key: 'leads', side: [EnquiryCard] };
