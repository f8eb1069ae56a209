import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { defineRoute, z, type Route } from '#kernel/http';
import { findJob, giveUp, listJobs, mayGoOn, takeUpAgain, type JobRow } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import type { Services } from '../services.ts';
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

type Given = Pick<Services, 'jobs'>;

const show = ({ jobs }: Given) =>
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/jobs/:id',
    summary: 'How far a piece of background work has come.',
    tag: 'Jobs',
    access: 'member',
    answer: jobAnswer,
    params: onId,
    handle: async (ctx, { params }) => {
      const job = await requireOwn(ctx, params.id);
      const { id, kind, state, progress, result, error, reason } = job;
      const attempt = job.attempt - job.tried_before;
      // The text of a mistake of ours may name tables: it is for whoever runs the installation.
      const told = error !== null && !mayAdminister(ctx) ? 'It failed. An administrator can see why.' : error;
      return { id, kind, state, progress, result, error: told, reason, attempt, again: await mayGoOn(ctx, jobs, job) };
    },
  });

const cancel = ({ jobs }: Given) =>
  defineRoute<{ id: string }>({
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
      return { id: job.id, cancelled: await giveUp(ctx, jobs, job) };
    },
  });

const again = ({ jobs }: Given) =>
  defineRoute<{ id: string }>({
    method: 'POST',
    path: '/api/v1/jobs/:id/again',
    summary: 'Have background work that was given up after too many tries go on where it stopped.',
    tag: 'Jobs',
    access: 'member',
    answer: z.object({ id: z.uuid(), state: z.literal('waiting') }),
    status: 202,
    params: onId,
    handle: async (ctx, { params }) => {
      const job = await requireOwn(ctx, params.id);
      if (job.state !== 'parked') fail('job.not_parked');
      if (!(await mayGoOn(ctx, jobs, job))) fail('job.is_over');
      // Somebody else was faster.
      if (!(await takeUpAgain(ctx, job.id))) fail('job.not_parked');
      return { id: job.id, state: 'waiting' };
    },
  });

/** Calls about background work. */
export function jobRoutes(services: Given): Route[] {
  return [list, show(services), cancel(services), again(services)];
}
