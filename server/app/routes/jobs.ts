import { fail } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import { cancelJob, findJob } from '#kernel/jobs';

const onId = z.object({ id: z.uuid() });

const show = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/jobs/:id',
  summary: 'How far a piece of background work has come.',
  tag: 'Jobs',
  access: 'member',
  params: onId,
  handle: async (ctx, { params }) => {
    const job = (await findJob(ctx, params.id)) ?? fail('record.not_found', { detail: 'There is no such job.' });
    const { id, kind, state, progress, result, error, attempt } = job;
    return { id, kind, state, progress, result, error, attempt };
  },
});

const cancel = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/jobs/:id/cancel',
  summary: 'Ask a piece of background work to stop.',
  tag: 'Jobs',
  access: 'member',
  status: 200,
  params: onId,
  handle: async (ctx, { params }) => ({ id: params.id, cancelled: await cancelJob(ctx, params.id) }),
});

export function jobRoutes(): Route[] {
  return [show, cancel];
}
