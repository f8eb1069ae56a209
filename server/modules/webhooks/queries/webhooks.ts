import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { rotationMillis } from '../schedule.ts';

/** A webhook as it is kept; secrets are sealed. */
export interface WebhookRow {
  id: string;
  label: string;
  url: string;
  events: string[];
  include: 'ids' | 'record';
  role: string;
  member_id: string | null;
  secret: string;
  old_secret: string | null;
  old_secret_until: string | null;
  state: 'enabled' | 'disabled';
  disabled_reason: string | null;
  failing_since: string | null;
  failures: number;
  created_at: string;
}

const columns = sql.raw(`id, label, url, events, include, role, member_id, secret, old_secret, old_secret_until, state,
  disabled_reason, failing_since, failures, created_at`);

const most = 100; // each hears of every change

/** All webhooks, oldest first; a workspace has at most a hundred. */
export function listWebhooks(ctx: Context, only: { enabled: boolean } = { enabled: false }): Promise<WebhookRow[]> {
  return ctx.db.many<WebhookRow>(sql`select ${columns} from ${ctx.db.table('webhook')}
    where not ${only.enabled}::boolean or state = 'enabled' order by id`);
}

/** One webhook, or the answer 404. */
export async function getWebhook(ctx: Context, id: string): Promise<WebhookRow> {
  const row = await ctx.db.maybe<WebhookRow>(
    sql`select ${columns} from ${ctx.db.table('webhook')} where id = ${id}::uuid`,
  );
  return row ?? fail('webhook.not_found');
}

export interface NewWebhook {
  label: string;
  url: string;
  events: string[];
  include: 'ids' | 'record';
  role: string;
  member_id: string | null;
  /** Sealed. */
  secret: string;
}

export async function insertWebhook(ctx: Context, given: NewWebhook): Promise<WebhookRow> {
  const table = ctx.db.table('webhook');
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*)::integer as n from ${table}`);
  if (n >= most) fail('webhook.too_many');
  return ctx.db.one<WebhookRow>(sql`insert into ${table}
    (id, label, url, events, include, role, member_id, secret, created_at)
    values (${newId()}, ${given.label}, ${given.url}, ${given.events}::text[], ${given.include}, ${given.role},
      ${given.member_id}::uuid, ${given.secret}, ${ctx.now.toISOString()}) returning ${columns}`);
}

export type WebhookPatch = Partial<Pick<WebhookRow, 'label' | 'url' | 'events' | 'include' | 'state'>>;

/** Changes a webhook. One that is enabled begins anew: what it failed at before is forgotten. */
export async function changeWebhook(ctx: Context, id: string, patch: WebhookPatch): Promise<WebhookRow> {
  const old = await getWebhook(ctx, id);
  const next = { ...old, ...patch };
  const fresh = next.state === 'enabled' && (old.state === 'disabled' || next.url !== old.url);
  const by = next.state === old.state ? old.disabled_reason : `${ctx.actor.name} disabled it.`;
  return ctx.db.one<WebhookRow>(sql`update ${ctx.db.table('webhook')} set label = ${next.label}, url = ${next.url},
      events = ${next.events}::text[], include = ${next.include}, state = ${next.state},
      disabled_reason = ${next.state === 'enabled' ? null : by},
      failing_since = case when ${fresh}::boolean then null else failing_since end,
      failures = case when ${fresh}::boolean then 0 else failures end,
      rest_until = case when ${fresh}::boolean then null else rest_until end
    where id = ${id}::uuid returning ${columns}`);
}

/** Puts a new secret in place; the one before goes on signing for a day. */
export async function rotateSecret(ctx: Context, id: string, sealed: string): Promise<WebhookRow> {
  await getWebhook(ctx, id);
  const until = new Date(ctx.now.getTime() + rotationMillis).toISOString();
  return ctx.db.one<WebhookRow>(sql`update ${ctx.db.table('webhook')}
    set old_secret = secret, old_secret_until = ${until}, secret = ${sealed}
    where id = ${id}::uuid returning ${columns}`);
}

/** Removes a webhook with what waits for it and what it was told. */
export async function deleteWebhook(ctx: Context, id: string): Promise<void> {
  await getWebhook(ctx, id);
  await ctx.db.run(sql`delete from ${ctx.db.table('webhook')} where id = ${id}::uuid`);
  await ctx.db.run(sql`delete from ${ctx.db.table('webhook_delivery')} where webhook_id = ${id}::uuid`);
}

/** Whether there is such a member. */
export async function isMember(ctx: Context, id: string): Promise<boolean> {
  return (await ctx.db.maybe(sql`select 1 from ${ctx.db.table('member')} where id = ${id}::uuid`)) !== null;
}

/** Where administrators read mail. */
export function listAdministrators(ctx: Context): Promise<{ name: string; address: string }[]> {
  return ctx.db.many<{ name: string; address: string }>(sql`select name, email as address
    from ${ctx.db.table('member')} where role in ('owner', 'admin') and active and email is not null
      and deleted_at is null order by id limit 50`);
}
