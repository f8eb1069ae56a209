import { fail } from '#shared/failure';
import { requireRole } from '#kernel/access';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { catalogOf } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { eventPattern } from '../event-types.ts';
import {
  changeWebhook,
  deleteWebhook,
  getWebhook,
  insertWebhook,
  isMember,
  listWebhooks,
  rotateSecret,
  type WebhookPatch,
  type WebhookRow,
} from '../queries/webhooks.ts';
import { wake } from '../send.ts';
import { newSecret } from '../signature.ts';

const onId = z.object({ id: z.uuid() });
const event = z.string().max(100).regex(eventPattern, 'Write people.created, people.* or *.');
const changeable = z.strictObject({
  label: z.string().trim().min(1).max(100),
  url: z.string().trim().max(2_000),
  events: z.array(event).min(1).max(100),
  include: z.enum(['ids', 'record']),
});
const newHook = changeable.extend({
  include: changeable.shape.include.default('ids'),
  role: z
    .string()
    .max(60)
    .refine((key) => key !== 'owner', 'A webhook cannot have the role of an owner.')
    .default('read_only')
    .describe('What it may be told of, for good.'),
  member: z.uuid().nullish().describe('Whose records are its own; who makes it, if not given.'),
});
const patch = changeable.extend({ state: z.enum(['enabled', 'disabled']) }).partial();

/** A webhook, without its secret. */
const webhookAnswer = z.object({
  id: z.uuid(),
  label: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  include: z.enum(['ids', 'record']),
  role: z.string(),
  member: z.uuid().nullable(),
  old_secret_until: z.string().nullable(),
  state: z.enum(['enabled', 'disabled']),
  disabled_reason: z.string().nullable(),
  failing_since: z.string().nullable(),
  created_at: z.string(),
});

/** Making and keeping webhooks; for administrators. */
export function webhookRoutes(services: ModuleServices): Route[] {
  return [...reading, ...writing(services), ...secrets(services)];
}

const reading: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/v1/webhooks',
    summary: 'Webhooks, without their secrets.',
    tag: 'Webhooks',
    access: 'admin',
    answer: z.object({ data: z.array(webhookAnswer), next_cursor: z.null() }),
    handle: async (ctx) => ({ data: (await listWebhooks(ctx)).map(present), next_cursor: null }),
  }),
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/webhooks/:id',
    summary: 'One webhook.',
    tag: 'Webhooks',
    access: 'admin',
    answer: webhookAnswer,
    params: onId,
    handle: async (ctx, { params }) => present(await getWebhook(ctx, params.id)),
  }),
];

function writing({ egress }: ModuleServices): Route[] {
  return [
    defineRoute<{ id: string }, unknown, z.infer<typeof patch>>({
      method: 'PATCH',
      path: '/api/v1/webhooks/:id',
      summary: 'Change a webhook; `state` enables or disables it. Role and member stay as they are.',
      tag: 'Webhooks',
      access: 'admin',
      answer: webhookAnswer,
      params: onId,
      body: patch,
      handle: async (ctx, { params, body }) => {
        if (body.url !== undefined) requireAddress(egress.refusal(body.url));
        if (body.events) requireEvents(ctx, body.events);
        const changed = await changeWebhook(ctx, params.id, body as WebhookPatch);
        await wake(ctx, [params.id]);
        return present(changed);
      },
    }),
    defineRoute<{ id: string }>({
      method: 'DELETE',
      path: '/api/v1/webhooks/:id',
      summary: 'Delete a webhook with its deliveries; what still waits is not sent.',
      tag: 'Webhooks',
      access: 'admin',
      answer: null,
      params: onId,
      handle: async (ctx, { params }) => deleteWebhook(ctx, params.id),
    }),
  ];
}

function secrets({ box, egress }: ModuleServices): Route[] {
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof newHook>>({
      method: 'POST',
      path: '/api/v1/webhooks',
      summary: 'Make a webhook; this answer is the only time its secret is shown.',
      secret: true,
      tag: 'Webhooks',
      access: 'admin',
      answer: webhookAnswer.extend({ secret: z.string() }),
      body: newHook as never,
      serve: (call) =>
        call.transaction(async (ctx) => {
          const { member, ...given } = call.body;
          requireAddress(egress.refusal(given.url));
          requireRole(ctx.workspace, given.role);
          requireEvents(ctx, given.events);
          const owner = member ?? ctx.actor.memberId;
          if (member && !(await isMember(ctx, member)))
            fail('input.invalid', {
              issues: [{ pointer: '/member', code: 'input.invalid', message: 'There is no such member.' }],
            });
          const secret = newSecret();
          const row = await insertWebhook(ctx, { ...given, member_id: owner, secret: box.seal(secret) });
          return { ...present(row), secret };
        }),
    }),
    defineOpenRoute<{ id: string }>({
      method: 'POST',
      path: '/api/v1/webhooks/:id/rotate',
      summary: 'Give a webhook a new secret, shown once; the old one goes on signing for 24 hours.',
      secret: true,
      tag: 'Webhooks',
      access: 'admin',
      answer: webhookAnswer.extend({ secret: z.string() }),
      status: 200,
      params: onId,
      serve: (call) =>
        call.transaction(async (ctx) => {
          const secret = newSecret();
          return { ...present(await rotateSecret(ctx, call.params.id, box.seal(secret))), secret };
        }),
    }),
  ];
}

function requireAddress(refusal: string | null): void {
  if (refusal !== null) fail('webhook.bad_address', { detail: refusal });
}

function requireEvents(ctx: Context, events: string[]): void {
  const known = catalogOf(ctx).byApi;
  const at = events.findIndex((one) => one !== '*' && !known.has(one.split('.', 1)[0]!));
  if (at === -1) return;
  const message = `There is no object “${events[at]!.split('.', 1)[0]}”.`;
  const issue = { pointer: `/events/${at}`, code: 'webhook.unknown_event', message };
  fail('webhook.unknown_event', { detail: message, issues: [issue] });
}

function present(row: WebhookRow) {
  const { secret: _, old_secret: __, failures: ___, member_id, ...shown } = row;
  return { ...shown, member: member_id };
}
