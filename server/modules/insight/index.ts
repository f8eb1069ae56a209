import { defineModule } from '#kernel/module';
import { insightErrors } from './errors.ts';
import { migrations } from './migrations.ts';
import { jobs } from './nightly.ts';
import { Target } from './objects/target.ts';
import { forecastRoutes } from './routes/forecast.ts';
import { reportRoutes } from './routes/sales-report.ts';

export { forecastApart } from './forecast/forecast-apart.ts';
export type { PastDeal } from './forecast/past-deal.ts';

/** What the firm's own history says about the days ahead. */
export const insight = defineModule({
  key: 'insight',
  needs: ['sales', 'leads'],
  objects: [Target],
  errors: insightErrors,
  migrations,
  routes: () => [...forecastRoutes, ...reportRoutes],
  jobs: () => jobs,
});
