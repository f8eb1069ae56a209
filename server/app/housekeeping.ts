import { forgetOldEvents } from '#kernel/events';
import { forgetOldKeys, z } from '#kernel/http';
import { defineJob, type JobDefinition } from '#kernel/jobs';

/** Forgets what is kept for a time only. */
const forget = defineJob({
  key: 'app.forget',
  input: z.object({}),
  attempts: 3,
  everySeconds: 3_600,
  run: (job) =>
    job.transaction(async (ctx) => ({ events: await forgetOldEvents(ctx), keys: await forgetOldKeys(ctx) })),
});

export const housekeeping = [forget] as JobDefinition<never>[];
