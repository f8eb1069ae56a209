import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

const GateWindow = lazy(() => import('./parts/gate-window.tsx'));
const MovesCard = lazy(() => import('./parts/moves-card.tsx'));

/** How a deal went through its stages, beside its record; and what a stage asks for. */
export const sales: WebModule = { key: 'sales', side: [MovesCard], gate: GateWindow };
