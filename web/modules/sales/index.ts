import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

const MovesCard = lazy(() => import('./parts/moves-card.tsx'));

/** How a deal went through its stages, beside its record. */
export const sales: WebModule = { key: 'sales', side: [MovesCard] };
