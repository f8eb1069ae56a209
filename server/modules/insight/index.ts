export { forecastApart } from './forecast/forecast-apart.ts';
export type { PastDeal } from './forecast/past-deal.ts';
