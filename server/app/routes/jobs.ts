import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { defineRoute, z, type Route } from '#kernel/http';
import { cancelJob, findJob, listJobs, type JobRow } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { jobAnswer } from './answers.ts';

const onId = z.object({ id: z.uuid() });

/** Background work belongs to the member who started it; administrators see all of it. To others it is not there. */
async function requireOwn(ctx: Context, id: string): Promise<JobRow> {
  const job = await findJob(ctx, id);
  const own = job !== null && (mayAdminister(ctx) || job.member_id === ctx.actor.memberId);
  return own ? job : fail('record.not_found', { detail: 'There is no such job.' });
}

/** More than anybody watches at once. */
const listed = 100;

const list = defineRoute<unknown, { open?: 'true' | 'false' }>({
  method: 'GET',
  path: '/api/v1/jobs',
  summary: 'Background work that you began, the newest first; with `open=true` only what goes on.',
  tag: 'Jobs',
  access: 'member',
  answer: z.object({ data: z.array(jobAnswer.pick({ id: true, kind: true, state: true, progress: true })) }),
  query: z.object({ open: z.enum(['true', 'false']).optional() }) as never,
  handle: async (ctx, { query }) => ({ data: await listJobs(ctx, { open: query.open === 'true', limit: listed }) }),
});

const show = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/jobs/:id',
  summary: 'How far a piece of background work has come.',
  tag: 'Jobs',
  access: 'member',
  answer: jobAnswer,
  params: onId,
  handle: async (ctx, { params }) => {
    const { id, kind, state, progress, result, error, attempt } = await requireOwn(ctx, params.id);
    // The text of a mistake of ours may name tables: it is for whoever runs the installation.
    const told = error !== null && !mayAdminister(ctx) ? 'It failed. An administrator can see why.' : error;
    return { id, kind, state, progress, result, error: told, attempt };
  },
});

const cancel = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/jobs/:id/cancel',
  summary: 'Ask a piece of background work to stop.',
  tag: 'Jobs',
  access: 'member',
  answer: z.object({ id: z.uuid(), cancelled: z.boolean() }),
  status: 200,
  params: onId,
  handle: async (ctx, { params }) => {
    const job = await requireOwn(ctx, params.id);
    return { id: job.id, cancelled: await cancelJob(ctx, job.id) };
  },
});

export function jobRoutes(): Route[] {
  return [list, show, cancel];
}
