import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';
import { ChangedAction } from './parts/changed-action.tsx';

const GateWindow = lazy(() => import('./parts/gate-window.tsx'));
const MovesCard = lazy(() => import('./parts/moves-card.tsx'));
const PeopleCard = lazy(() => import('./parts/people-card.tsx'));

/** Brings in the page of what changed since a day when it is first opened. */
export const loadChangedPage = () => import('./pages/changed-page.tsx');

/** Brings in the sales report when it is first opened. */
export const loadReportPage = () => import('./pages/report-page.tsx');

/** How a deal went through its stages, beside its record; what a stage asks for; what changed since a day. */
export const sales: WebModule = {
  key: 'sales',
  side: [PeopleCard, MovesCard],
  gate: GateWindow,
  listActions: [ChangedAction],
};
