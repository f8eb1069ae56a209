import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import { getObject, requireRight, scopeSql, valuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** The values of invoices that the actor may change, locked in one order until the transaction ends; or the answer 404
 * where one is not there. */
export async function lockInvoices(ctx: Context, ids: readonly string[]): Promise<Map<string, Values>> {
  const object = getObject(ctx, 'invoice');
  requireRight(ctx, object, 'update');
  const rows = await ctx.db.many<Record<string, unknown>>(sql`select t.* from ${ctx.db.table('invoice')} t
    where t.id = any (${[...ids]}::uuid[]) and t.deleted_at is null
      and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}
    order by t.id for update`);
  if (rows.length < new Set(ids).size)
    fail('record.not_found', { detail: 'There is no such invoice, or you may not change it.' });
  return new Map(rows.map((row) => [row['id'] as string, valuesOf(object.whole, row)]));
}

/** The values of a payment, locked; or the answer 404. */
export async function lockPayment(ctx: Context, id: string): Promise<Values> {
  const object = getObject(ctx, 'payment');
  requireRight(ctx, object, 'update');
  const row = await ctx.db.maybe<Record<string, unknown>>(sql`select t.* from ${ctx.db.table('payment')} t
    where t.id = ${id}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}
    for update`);
  if (!row) return fail('record.not_found', { detail: 'There is no such record, or you may not change it.' });
  return valuesOf(object.whole, row);
}

/** A part of a payment: which invoice, and how much of it, as decimal text. */
export interface KeptPart {
  id: string;
  invoice: string;
  amount: string;
}

/** The parts of a payment, and whether some of it was paid back. */
export async function readParts(ctx: Context, payment: string): Promise<{ parts: KeptPart[]; refunded: boolean }> {
  const { table } = ctx.db;
  const parts = await ctx.db.many<KeptPart>(sql`select id, invoice_id as invoice, amount::text as amount
    from ${table('payment_part')} where payment_id = ${payment}::uuid and deleted_at is null order by id limit 1000`);
  const refund = await ctx.db.maybe(sql`select 1 from ${table('payment')}
    where refunds_id = ${payment}::uuid and status = 'entered' and deleted_at is null limit 1`);
  return { parts, refunded: Boolean(refund) };
}
