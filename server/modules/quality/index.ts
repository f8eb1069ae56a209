import { recordsChanged, type RecordsChanged } from '#kernel/events';
import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition, type Listener } from '#kernel/jobs';
import { defineModule } from '#kernel/module';
import { migrations } from './migrations.ts';
import { findDuplicates, proposeDuplicates } from './queries/duplicates.ts';
import { routes } from './routes/duplicates.ts';

export { proposeDuplicates, type Proposal } from './queries/duplicates.ts';

const looked = z.object({ object: z.enum(['person', 'company']), ids: z.array(z.string()).max(200) });

/** Looks for duplicates of records that were just written; changes no record, so it never starts itself again. */
const look = defineJob({
  key: 'quality.look_for_duplicates',
  input: looked,
  attempts: 5,
  run: (job, { object, ids }) =>
    job.transaction(async (ctx) => {
      const found = await findDuplicates(ctx, object, ids);
      await proposeDuplicates(ctx, found);
      return { found: found.length };
    }),
});

const afterWrite: Listener = {
  event: recordsChanged.key,
  hear: async (ctx, event) => {
    const { object, ids } = event.payload as RecordsChanged;
    const key = { people: 'person', companies: 'company' }[object] as 'person' | 'company' | undefined;
    if (key) await enqueue(ctx, look, { object: key, ids }, { priority: 8 });
  },
};

/** Keeps records clean: duplicates found in the background and proposed, merged by people, kept separate for good. */
export const quality = defineModule({
  key: 'quality',
  needs: ['contacts'],
  migrations,
  routes: () => routes,
  jobs: () => [look] as JobDefinition<never>[],
  listeners: [afterWrite],
});
