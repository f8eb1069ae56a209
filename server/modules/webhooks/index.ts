import type { JobDefinition } from '#kernel/jobs';
import { defineModule } from '#kernel/module';
import { errors } from './errors.ts';
import { migrations } from './migrations.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { sendJobs } from './send.ts';
import { afterWrite, tellLarge } from './tell.ts';

/** Tells other programs what happened, after Standard Webhooks. */
export const webhooks = defineModule({
  key: 'webhooks',
  needs: [],
  errors,
  migrations,
  routes: (services) => [...webhookRoutes(services), ...deliveryRoutes],
  jobs: (services) => [...sendJobs(services), tellLarge as unknown as JobDefinition<never>],
  listeners: [afterWrite],
});
