import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

/** Brings in the forecast when it is first opened. */
export const loadForecastPage = () => import('./pages/forecast-page.tsx');

const ChanceCard = lazy(() => import('./parts/chance-card.tsx'));

/** What the firm's own history says about the days ahead. */
export const insight: WebModule = { key: 'insight', side: [ChanceCard] };
