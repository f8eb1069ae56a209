import { recordsChanged, type RecordsChanged } from '#kernel/events';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobDefinition, type Listener } from '#kernel/jobs';
import { defineModule } from '#kernel/module';
import { recordsParted } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { migrations } from './migrations.ts';
import { findDuplicates, keepParted, listCreated, proposeDuplicates } from './queries/duplicates.ts';
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

const changeSet = z.object({ changeSetId: z.string() });

/** The same for all people and companies that one large change set made, page by page. */
const lookAtSet = defineJob({
  key: 'quality.look_at_change_set',
  input: changeSet,
  attempts: 5,
  run: async (job, { changeSetId }) => {
    for (const object of ['person', 'company'] as const) {
      for (let after: string | null = null; ;) {
        // What was found is found again, and proposed once.
        if (job.stopped()) return undefinedAfterStop;
        const from = after;
        const ids: string[] = await job.transaction(async (ctx) => {
          const page = await listCreated(ctx, { changeSetId, object, after: from });
          await proposeDuplicates(ctx, await findDuplicates(ctx, object, page));
          return page;
        });
        if (ids.length === 0) break;
        after = ids.at(-1)!;
      }
    }
  },
});

/** Puts the look at a large change set in the queue. */
export async function lookForDuplicatesOf(ctx: Context, changeSetId: string): Promise<void> {
  await enqueue(ctx, lookAtSet, { changeSetId }, { priority: 8, once: changeSetId });
}

const afterWrite: Listener = {
  event: recordsChanged.key,
  hearAll: async (ctx, events) => {
    for (const [api, key] of [
      ['people', 'person'],
      ['companies', 'company'],
    ] as const) {
      // An import is looked at once, when it is whole.
      const told = events.map((event) => event.payload as RecordsChanged).filter((one) => one.origin !== 'import');
      const ids = [...new Set(told.flatMap((one) => (one.object === api ? one.ids : [])))];
      for (let at = 0; at < ids.length; at += 200) {
        await enqueue(ctx, look, { object: key, ids: ids.slice(at, at + 200) }, { priority: 8 });
      }
    }
  },
};

const afterParting: Listener = {
  event: recordsParted.key,
  hearAll: async (ctx, events) => {
    for (const { payload } of events) {
      const { object, ids } = payload as NonNullable<(typeof recordsParted)['payload']>;
      await keepParted(ctx, object, ids);
    }
  },
};

/** Keeps records clean: duplicates found in the background and proposed, merged by people, kept separate for good. */
export const quality = defineModule({
  key: 'quality',
  needs: ['contacts'],
  migrations,
  routes: () => routes,
  jobs: () => [look, lookAtSet] as unknown as JobDefinition<never>[],
  listeners: [afterWrite, afterParting],
});
