import { defineModule } from '#kernel/module';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { migrations } from './migrations.ts';
import { importAgainRoutes } from './routes/import-again.ts';
import { exportRoutes } from './routes/exports.ts';
import { importRowRoutes } from './routes/import-rows.ts';
import { importRoutes } from './routes/imports.ts';

export { importDirect } from './storing/import-direct.ts';

/** Bringing data in from any file, and taking it out again. */
export const transfer = defineModule({
  key: 'transfer',
  needs: ['contacts', 'activities', 'sales', 'quality'],
  errors,
  migrations,
  jobs,
  routes: (services) => [
    ...importRoutes(services),
    ...importRowRoutes(services),
    ...importAgainRoutes(services),
    ...exportRoutes(services),
  ],
});
