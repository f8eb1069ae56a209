import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** What one webhook is told: the body is kept as it is signed. */
export interface NewDelivery {
  webhook_id: string;
  event_id: string;
  /** Tells apart what one event says to one webhook. */
  part: string;
  type: string;
  body: string;
}

export const deliveryStates = ['waiting', 'sending', 'delivered', 'failed'] as const;

export interface DeliveryRow {
  id: string;
  type: string;
  state: (typeof deliveryStates)[number];
  attempts: number;
  next_try_at: string | null;
  last_try_at: string | null;
  last_status: number | null;
  last_error: string | null;
  last_answer: string | null;
  delivered_at: string | null;
  created_at: string;
}

const columns = sql.raw(`id, type, state, attempts, next_try_at, last_try_at, last_status, last_error, last_answer,
  delivered_at, created_at`);

/** Writes deliveries that wait to be sent; one that is there already is left as it is. Answers with their ids. */
export async function insertDeliveries(ctx: Context, deliveries: NewDelivery[]): Promise<string[]> {
  const at = ctx.now.toISOString();
  const rows = deliveries.map((one) => ({ id: newId(), ...one }));
  await ctx.db.run(sql`insert into ${ctx.db.table('webhook_delivery')}
      (id, webhook_id, event_id, part, type, body, next_try_at, created_at)
    select d.id, d.webhook_id, d.event_id, d.part, d.type, d.body, ${at}::timestamptz, ${at}::timestamptz
    from unnest(${rows.map((one) => one.id)}::uuid[], ${rows.map((one) => one.webhook_id)}::uuid[],
      ${rows.map((one) => one.event_id)}::uuid[], ${rows.map((one) => one.part)}::text[],
      ${rows.map((one) => one.type)}::text[], ${rows.map((one) => one.body)}::text[])
      d (id, webhook_id, event_id, part, type, body)
    on conflict do nothing`);
  return rows.map((one) => one.id);
}

/** Deliveries of a webhook, newest first: `before` is the last one of the page before. */
export function listDeliveries(
  ctx: Context,
  webhook: string,
  page: { state: string | null; before: string | null; limit: number },
): Promise<DeliveryRow[]> {
  const state = page.state === null ? sql`` : sql`and state = ${page.state}`;
  const before = page.before === null ? sql`` : sql`and id < ${page.before}::uuid`;
  return ctx.db.many<DeliveryRow>(sql`select ${columns} from ${ctx.db.table('webhook_delivery')}
    where webhook_id = ${webhook}::uuid ${state} ${before} order by id desc limit ${page.limit}`);
}

/** One delivery with the body that is sent, or the answer 404. */
export async function getDelivery(ctx: Context, at: { webhook: string; id: string }) {
  const row = await ctx.db.maybe<DeliveryRow & { body: string }>(sql`select ${columns}, body
    from ${ctx.db.table('webhook_delivery')} where id = ${at.id}::uuid and webhook_id = ${at.webhook}::uuid`);
  return row ?? fail('webhook.not_found');
}

/** Has one delivery sent once more, whatever became of it, under its id. One that is on its way is left alone. */
export async function replayDelivery(ctx: Context, at: { webhook: string; id: string }): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('webhook_delivery')}
    set state = 'waiting', attempts = 0, next_try_at = ${ctx.now.toISOString()}
    where id = ${at.id}::uuid and webhook_id = ${at.webhook}::uuid and state <> 'sending'`);
}

/** The same for all that failed since a moment; answers how many they are. */
export function replayFailed(ctx: Context, webhook: string, since: string | null): Promise<number> {
  return ctx.db.run(sql`update ${ctx.db.table('webhook_delivery')}
    set state = 'waiting', attempts = 0, next_try_at = ${ctx.now.toISOString()}
    where webhook_id = ${webhook}::uuid and state = 'failed'
      and created_at >= coalesce(${since}::timestamptz, '-infinity')`);
}

const deliveredDays = 30;
const failedDays = 90; // long enough for a person to see and replay

/** Forgets what was delivered or given up long ago. */
export function forgetDeliveries(ctx: Context): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('webhook_delivery')}
    where state in ('delivered', 'failed') and created_at < ${ctx.now.toISOString()}::timestamptz
      - make_interval(days =>
        case state when 'failed' then ${failedDays}::integer else ${deliveredDays}::integer end)`);
}
