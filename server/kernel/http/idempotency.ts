import { createHash } from 'node:crypto';
import { fail } from '#shared/failure';
import { sql, type Migration } from '#kernel/database';
import type { Context } from '#kernel/workspace';

export const workspaceMigrations: Migration[] = [
  {
    name: '0006-idempotency',
    statements: (table) => [
      sql`create table ${table('idempotency')} (
        key text not null,
        actor text not null,
        route text not null,
        body_hash text not null,
        status integer,
        answer jsonb,
        headers jsonb,
        at timestamptz not null default now(),
        constraint idempotency_key primary key (actor, key))`,
      sql`create index idempotency_at on ${table('idempotency')} (at)`,
    ],
  },
];

export interface KeptAnswer {
  status: number;
  answer: unknown;
  headers: Record<string, string>;
}

/** Takes the key in the transaction of the effect; a second request with it waits for the first and reads its answer.
 * Another body under the same key is refused. */
export async function takeKey(
  ctx: Context,
  request: { key: string; route: string; body: unknown },
): Promise<KeptAnswer | null> {
  const { key, route } = request;
  const hash = createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest('base64url');
  const table = ctx.db.table('idempotency');
  const taken = await ctx.db.run(sql`insert into ${table} (key, actor, route, body_hash)
    values (${key}, ${ctx.actor.key}, ${route}, ${hash}) on conflict do nothing`);
  if (taken > 0) return null;
  const kept = await ctx.db.one<
    Omit<KeptAnswer, 'status'> & { status: number | null; route: string; body_hash: string }
  >(sql`select * from ${table}
    where actor = ${ctx.actor.key} and key = ${key}`);
  if (kept.route !== route || kept.body_hash !== hash) fail('idempotency.other_body');
  if (kept.status === null) fail('idempotency.no_answer');
  return { status: kept.status, answer: kept.answer, headers: kept.headers ?? {} };
}

/** Gives a key back whose request was refused: nothing happened under it. */
export async function dropKey(ctx: Context, key: string): Promise<void> {
  await ctx.db.run(sql`delete from ${ctx.db.table('idempotency')}
    where actor = ${ctx.actor.key} and key = ${key} and status is null`);
}

export async function keepAnswer(ctx: Context, key: string, kept: KeptAnswer): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('idempotency')} set status = ${kept.status},
      answer = ${JSON.stringify(kept.answer ?? null)}::jsonb, headers = ${JSON.stringify(kept.headers)}::jsonb
    where actor = ${ctx.actor.key} and key = ${key}`);
}

/** Keys are kept for 24 hours (api.md). */
export function forgetOldKeys(ctx: Context): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('idempotency')} where at < now() - interval '24 hours'`);
}
