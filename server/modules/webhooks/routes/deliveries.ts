import { fail } from '#shared/failure';
import { isId, newId } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { testType } from '../event-types.ts';
import {
  deliveryStates,
  getDelivery,
  insertDeliveries,
  listDeliveries,
  replayDelivery,
  replayFailed,
} from '../queries/deliveries.ts';
import { getWebhook } from '../queries/webhooks.ts';
import { wake } from '../send.ts';

const onId = z.object({ id: z.uuid() });
const onDelivery = z.object({ id: z.uuid(), delivery: z.uuid() });
const page = z.object({
  state: z.enum(deliveryStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(100).optional(),
});
const since = z.strictObject({ since: z.iso.datetime({ offset: true }).optional() });

/** One sending of an event, tried as often as needed. */
const deliveryAnswer = z.object({
  id: z.uuid(),
  type: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  next_try_at: z.string().nullable(),
  last_try_at: z.string().nullable(),
  last_status: z.int().nullable(),
  last_error: z.string().nullable(),
  last_answer: z.string().nullable(),
  delivered_at: z.string().nullable(),
  created_at: z.string(),
});

const list = defineRoute<{ id: string }, z.infer<typeof page>>({
  method: 'GET',
  path: '/api/v1/webhooks/:id/deliveries',
  summary: 'What a webhook was told and what became of it, newest first.',
  tag: 'Webhooks',
  access: 'admin',
  answer: z.object({ data: z.array(deliveryAnswer), next_cursor: z.uuid().nullable() }),
  params: onId,
  query: page as never,
  handle: async (ctx, { params, query }) => {
    await getWebhook(ctx, params.id);
    const { state = null, cursor = null, limit = 50 } = query;
    if (cursor !== null && !isId(cursor)) fail('cursor.invalid');
    const rows = await listDeliveries(ctx, params.id, { state, before: cursor, limit: limit + 1 });
    const data = rows.slice(0, limit);
    return { data, next_cursor: rows.length > limit ? data.at(-1)!.id : null };
  },
});

const show = defineRoute<{ id: string; delivery: string }>({
  method: 'GET',
  path: '/api/v1/webhooks/:id/deliveries/:delivery',
  summary: 'One delivery with the body that is sent.',
  tag: 'Webhooks',
  access: 'admin',
  answer: deliveryAnswer.extend({ body: z.string() }),
  params: onDelivery,
  handle: (ctx, { params }) => getDelivery(ctx, { webhook: params.id, id: params.delivery }),
});

const replayOne = defineRoute<{ id: string; delivery: string }>({
  method: 'POST',
  path: '/api/v1/webhooks/:id/deliveries/:delivery/replay',
  summary: 'Send a delivery once more, under its id.',
  tag: 'Webhooks',
  access: 'admin',
  answer: z.object({ id: z.uuid(), state: z.literal('waiting') }),
  status: 200,
  params: onDelivery,
  handle: async (ctx, { params }) => {
    await getDelivery(ctx, { webhook: params.id, id: params.delivery });
    await requireEnabled(ctx, params.id);
    await replayDelivery(ctx, { webhook: params.id, id: params.delivery });
    await wake(ctx, [params.id]);
    return { id: params.delivery, state: 'waiting' };
  },
});

const replayAll = defineRoute<{ id: string }, unknown, z.infer<typeof since> | undefined>({
  method: 'POST',
  path: '/api/v1/webhooks/:id/replay',
  summary: 'Send all deliveries that failed once more, since a moment or ever.',
  tag: 'Webhooks',
  access: 'admin',
  answer: z.object({ replayed: z.int() }),
  status: 200,
  params: onId,
  body: since.optional(),
  handle: async (ctx, { params, body }) => {
    await requireEnabled(ctx, params.id);
    const replayed = await replayFailed(ctx, params.id, body?.since ?? null);
    await wake(ctx, [params.id]);
    return { replayed };
  },
});

const tryOut = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/webhooks/:id/test',
  summary: 'Send the event webhook.test; answers with the id of its delivery.',
  tag: 'Webhooks',
  access: 'admin',
  answer: z.object({ delivery: z.uuid() }),
  status: 202,
  params: onId,
  handle: async (ctx, { params }) => {
    await requireEnabled(ctx, params.id);
    const body = JSON.stringify({ type: testType, timestamp: ctx.now.toISOString(), data: { webhook: params.id } });
    const told = { webhook_id: params.id, event_id: newId(), part: testType, type: testType, body };
    const [delivery] = await insertDeliveries(ctx, [told]);
    await wake(ctx, [params.id]);
    return { delivery };
  },
});

async function requireEnabled(ctx: Context, id: string): Promise<void> {
  if ((await getWebhook(ctx, id)).state !== 'enabled') fail('webhook.disabled');
}

/** Deliveries of a webhook: looking, sending again, trying out. */
export const deliveryRoutes: Route[] = [list, show, replayOne, replayAll, tryOut];
