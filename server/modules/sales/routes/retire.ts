import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, requireId, requireReadable, writing } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { retireStages } from '../actions/retire-stages.ts';
import { readPipelines } from '../queries/pipelines.ts';

const onRecord = z.object({ id: z.string().max(60) });
const body = z.strictObject({
  to: z
    .uuid()
    .nullable()
    .optional()
    .meta({ description: 'The stage that takes the deals; needed where there are any.' }),
});
const answer = z.object({ moved: z.number().int().meta({ description: 'How many deals went to the other stage.' }) });
type Body = z.infer<typeof body>;

const stage = defineRoute<{ id: string }, unknown, Body>({
  method: 'POST',
  path: '/api/v1/stages/:id/retire',
  summary: 'Move a stage into the trash and its deals to another stage, as one change.',
  tag: 'Sales',
  access: 'admin',
  status: 200,
  answer,
  params: onRecord,
  body,
  handle: async (ctx, call) => {
    const id = await requireReadable(ctx, getObject(ctx, 'stage'), requireId(call.params.id));
    const label = `Remove stage: ${await nameOf(ctx, 'stage', id)}`;
    const retiring = { pipeline: null, stages: [id], to: call.body.to ?? null };
    return { moved: await writing(ctx, call, { label, work: (set) => retireStages(set, retiring) }) };
  },
});

const pipeline = defineRoute<{ id: string }, unknown, Body>({
  method: 'POST',
  path: '/api/v1/pipelines/:id/retire',
  summary: 'Move a pipeline with its stages into the trash and its deals to a stage of another one, as one change.',
  tag: 'Sales',
  access: 'admin',
  status: 200,
  answer,
  params: onRecord,
  body,
  handle: async (ctx, call) => {
    const id = await requireReadable(ctx, getObject(ctx, 'pipeline'), requireId(call.params.id));
    const label = `Remove pipeline: ${await nameOf(ctx, 'pipeline', id)}`;
    const stages = (await readPipelines(ctx)).find((one) => one.id === id)?.stages.map((one) => one.id) ?? [];
    const retiring = { pipeline: id, stages, to: call.body.to ?? null };
    return { moved: await writing(ctx, call, { label, work: (set) => retireStages(set, retiring) }) };
  },
});

async function nameOf(ctx: Context, object: string, id: string): Promise<string> {
  const { name } = await getRecord(ctx, getObject(ctx, object), id);
  return String(name);
}

/** Taking stages and pipelines out of use. */
export const retireRoutes: Route[] = [stage, pipeline];
