import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { nextTry, restOf } from '../schedule.ts';
import { getWebhook, type WebhookRow } from './webhooks.ts';

/** A delivery on its way. */
export interface Claimed {
  id: string;
  body: string;
  attempts: number;
}

/** What became of one. */
export interface Tried {
  delivery: Claimed;
  status: number | null;
  answer: string;
  error: string | null;
}

/** One job at a time sends for a webhook. A job that takes up its own work after a crash is let in; another one finds
 * the place taken and ends, and the one at work sees what it came for. */
export async function enter(ctx: Context, webhook: string, { job, wake }: { job: string; wake: string }) {
  const table = ctx.db.table('webhook');
  await ctx.db.run(sql`update ${table} set wake_at = null
    where id = ${webhook}::uuid and wake_at <= ${wake}::timestamptz`);
  const touched = await ctx.db.run(sql`update ${table}
    set busy_by = ${job}::uuid, busy_until = statement_timestamp() + interval '60 seconds'
    where id = ${webhook}::uuid and state = 'enabled'
      and (busy_until is null or busy_until < statement_timestamp() or busy_by = ${job}::uuid)`);
  return touched > 0;
}

/** Takes the next deliveries that are due, and those that were on their way when a process died. Their try counts
 * from here on. Null where there is nothing to do. */
export async function claimDue(
  ctx: Context,
  at: { webhook: string; job: string; limit: number; first: boolean },
): Promise<{ hook: WebhookRow; deliveries: Claimed[] } | null> {
  const held = await ctx.db.run(sql`update ${ctx.db.table('webhook')}
    set busy_until = statement_timestamp() + interval '60 seconds'
    where id = ${at.webhook}::uuid and busy_by = ${at.job}::uuid and state = 'enabled'
      and (rest_until is null or rest_until <= ${ctx.now.toISOString()}::timestamptz)`);
  if (held === 0) return null;
  const table = ctx.db.table('webhook_delivery');
  const stranded = at.first ? sql`or state = 'sending'` : sql``;
  const deliveries = await ctx.db.many<Claimed>(sql`update ${table} set state = 'sending', attempts = attempts + 1,
      last_try_at = ${ctx.now.toISOString()}
    where id in (select id from ${table} where webhook_id = ${at.webhook}::uuid and state in ('waiting', 'sending')
        and ((state = 'waiting' and next_try_at <= ${ctx.now.toISOString()}::timestamptz) ${stranded})
      order by next_try_at, id limit ${at.limit})
    returning id, body, attempts`);
  return deliveries.length === 0 ? null : { hook: await getWebhook(ctx, at.webhook), deliveries };
}

/** Writes down what became of some deliveries, and how the receiver does. Answers with the webhook as it is then. */
export async function settle(ctx: Context, webhook: string, tried: Tried[]): Promise<WebhookRow | null> {
  for (const one of tried) await settleOne(ctx, one);
  const good = tried.some(isDelivered);
  const silent = tried.some((one) => one.status === null);
  const now = ctx.now.toISOString();
  const table = ctx.db.table('webhook');
  const old = await ctx.db.maybe<{ failures: number }>(
    sql`select failures from ${table} where id = ${webhook}::uuid for update`,
  );
  if (!old) return null;
  const failures = good ? 0 : old.failures + 1;
  const rest = silent && !good ? restOf(failures, ctx.now).toISOString() : null;
  await ctx.db.run(sql`update ${table} set failures = ${failures}, rest_until = ${rest}::timestamptz,
      failing_since = case when ${good}::boolean then null else coalesce(failing_since, ${now}::timestamptz) end
    where id = ${webhook}::uuid`);
  return getWebhook(ctx, webhook);
}

/** Whether the receiver took it. */
function isDelivered({ status }: Pick<Tried, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300;
}

async function settleOne(ctx: Context, { delivery, status, answer, error }: Tried): Promise<void> {
  const good = isDelivered({ status });
  const again = good ? null : nextTry(delivery.attempts, ctx.now);
  const state = good ? 'delivered' : again && status !== 410 ? 'waiting' : 'failed';
  await ctx.db.run(sql`update ${ctx.db.table('webhook_delivery')} set state = ${state},
      next_try_at = ${state === 'waiting' ? again!.toISOString() : null}::timestamptz,
      last_status = ${status}::integer, last_error = ${error}, last_answer = ${answer},
      delivered_at = ${good ? ctx.now.toISOString() : null}::timestamptz
    where id = ${delivery.id}::uuid and state = 'sending'`);
}

/** Takes a webhook out of service. */
export async function disable(ctx: Context, webhook: string, reason: string): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('webhook')} set state = 'disabled', disabled_reason = ${reason}
    where id = ${webhook}::uuid and state = 'enabled'`);
}

/** Gives the place free; what is still to be sent is found by `planWakes`. */
export async function leave(ctx: Context, webhook: string, job: string): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('webhook')} set busy_by = null, busy_until = null
    where id = ${webhook}::uuid and busy_by = ${job}::uuid`);
}

/** Notes when each webhook has to be looked at next: now, after its rest, or when its next delivery is due. Answers
 * with those for which no earlier look is planned. */
export function planWakes(ctx: Context, webhooks: string[] | null): Promise<{ id: string; wake_at: string }[]> {
  const table = ctx.db.table('webhook');
  const now = ctx.now.toISOString();
  const only = webhooks === null ? sql`` : sql`and w.id = any (${webhooks}::uuid[])`;
  return ctx.db.many<{ id: string; wake_at: string }>(sql`update ${table} h set wake_at = n.wake_at
    from (select w.id, greatest(${now}::timestamptz, w.rest_until, d.at) as wake_at
      from ${table} w cross join lateral (select min(next_try_at) as at from ${ctx.db.table('webhook_delivery')} x
        where x.webhook_id = w.id and x.state in ('waiting', 'sending')) d
      where w.state = 'enabled' and d.at is not null ${only}) n
    where h.id = n.id and (h.wake_at is null or h.wake_at > n.wake_at
      or h.wake_at < ${now}::timestamptz - interval '2 minutes')
    returning h.id, h.wake_at`);
}
