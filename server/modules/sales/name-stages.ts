import { sortKey } from '#shared/fold';
import type { Completion } from '#kernel/objects';
import { readPipelines } from './queries/pipelines.ts';

/** Refuses a stage that is called as another one of its pipeline: moves and imports find stages by their names. */
export const naming: Completion = {
  fields: ['name', 'pipeline'],
  prepare: async (ctx) => {
    const known = (await readPipelines(ctx)).flatMap((pipeline) =>
      pipeline.stages.map((stage) => ({ id: stage.id as string | null, name: stage.name, pipeline: pipeline.id })),
    );
    return {
      seen: [],
      complete: ({ id, before, values, pointer }) => {
        const now = { ...before, ...values };
        const [name, pipeline] = [String(now['name'] ?? ''), String(now['pipeline'])];
        const same = known.some(
          (one) => (id === null || one.id !== id) && one.pipeline === pipeline && sortKey(one.name) === sortKey(name),
        );
        known.push({ id, name, pipeline });
        const message = `The pipeline has a stage "${name}" already.`;
        return { values, issues: same ? [{ pointer: `${pointer}/name`, code: 'stage.name_taken', message }] : [] };
      },
    };
  },
};
