import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import type { Pools } from '#kernel/database';
import { raiseModel } from '../customize/add-field.ts';
import { flag } from '../routes/record-call.ts';
import { makeTables, writePlan, writes } from './apply-model.ts';
import { appliedModel, comparedModel, modelFile, type ModelFile } from './model-file.ts';
import { planModel } from './plan-model.ts';
import { readModel } from './read-model.ts';

const read = defineRoute({
  method: 'GET',
  path: '/api/v1/model',
  summary: 'The model as a file: objects, fields, rules, roles, teams and shared views by name, and no record.',
  tag: 'Model',
  access: 'admin',
  answer: modelFile,
  handle: (ctx) => readModel(ctx),
});

type Asked = { prune?: boolean; dry_run?: boolean };
const prune = flag;

const compare = defineRoute<unknown, Asked, ModelFile>({
  method: 'POST',
  path: '/api/v1/model/compare',
  summary: 'What a file would add, change and (with `prune`) hide in this workspace, and what only the workspace has.',
  reads: true,
  tag: 'Model',
  access: 'admin',
  status: 200,
  answer: comparedModel,
  query: z.object({ prune }) as never,
  body: modelFile as never,
  handle: async (ctx, { body, query }) => {
    const { differences } = await planModel(ctx, body, { prune: query.prune ?? false });
    return { equal: differences.length === 0, differences };
  },
});

const apply = (pools: Pools) =>
  defineOpenRoute<unknown, Asked, ModelFile>({
    method: 'POST',
    path: '/api/v1/model/apply',
    summary: 'Gives this workspace what a file says, as one change set; with `dry_run` only tells it. No data is lost.',
    tag: 'Model',
    access: 'admin',
    status: 200,
    answer: appliedModel,
    query: z.object({ prune, dry_run: flag }) as never,
    body: modelFile as never,
    serve: async (call) => {
      const { prune: hides = false, dry_run: dry = false } = call.query;
      const plan = await call.transaction((ctx) => planModel(ctx, call.body, { prune: hides }));
      const { differences } = plan;
      if (dry || !writes(plan)) return { change_set_id: null, differences };
      await makeTables(pools, call.workspace, plan);
      await raiseModel(pools, call.workspace);
      const changeSet = await call.transaction((ctx) => writePlan(ctx, plan));
      await raiseModel(pools, call.workspace);
      call.header('kith-change-set', changeSet);
      return { change_set_id: changeSet, differences };
    },
  });

/** The model as a file: read, compared, applied. */
export function modelFileRoutes(pools: Pools): Route[] {
  return [read, compare, apply(pools)];
}
