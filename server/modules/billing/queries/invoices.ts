import { sql } from '#kernel/database';
import { getObject, valuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { DocumentKind } from './documents.ts';

/** The next number of a series in a year. Its row stays locked until the transaction ends, so that one that is rolled
 * back leaves no gap: the next one gets the same number. */
export async function nextNumber(
  ctx: Context,
  { seller, series, year }: { seller: string; series: string; year: number },
): Promise<number> {
  const row = await ctx.db.one<{ last: number }>(sql`insert into ${ctx.db.table('document_counter')} as c
      (seller_id, series, year, last) values (${seller}::uuid, ${series}, ${year}::int, 1)
    on conflict (seller_id, series, year) do update set last = c.last + 1 returning c.last`);
  return row.last;
}

/** The values of a document that goes with what the actor changes, whoever may see it; locked until the end. */
export async function lockBeside(ctx: Context, { object }: DocumentKind, id: string): Promise<Values | null> {
  const row = await ctx.db.maybe<Record<string, unknown>>(
    sql`select t.* from ${ctx.db.table(object)} t where t.id = ${id}::uuid and t.deleted_at is null for update`,
  );
  return row ? valuesOf(getObject(ctx, object).whole, row) : null;
}

/** What documents took of something already. */
export interface Taken {
  /** Quantities by the line that they are taken of, as decimal text. */
  quantities: Map<string, string>;
  /** Deposits that were invoiced and not taken off again, by category and percentage of tax. */
  deposits: Map<string, string>;
}

/** What the invoices of an order took of it; `only` those that were issued, and the one named. Credit notes give it
 * back once they are issued. */
export async function readInvoiced(ctx: Context, order: string, only: string | null = null): Promise<Taken> {
  const { table } = ctx.db;
  const counted = sql`i.order_id = ${order}::uuid and i.deleted_at is null and l.deleted_at is null
    and (i.status <> 'draft' or i.id = ${only}::uuid or (${only}::uuid is null and i.kind = 'invoice'))`;
  const sign = sql`case i.kind when 'credit_note' then -1 else 1 end`;
  const rows = await ctx.db.many<{ line: string | null; tax: string | null; taken: string }>(sql`
    select l.order_line_id as line, null as tax, sum(${sign} * l.quantity)::text as taken
      from ${table('invoice_line')} l join ${table('invoice')} i on i.id = l.invoice_id
      where ${counted} and l.order_line_id is not null group by l.order_line_id
    union all
    select null, l.tax_category || ' ' || trim_scale(l.tax_percent)::text, sum(${sign} * l.net)::text
      from ${table('invoice_line')} l join ${table('invoice')} i on i.id = l.invoice_id
      where ${counted} and l.deposit group by 2`);
  return {
    quantities: new Map(rows.flatMap(({ line, taken }) => (line ? [[line, taken] as const] : []))),
    deposits: new Map(rows.flatMap(({ tax, taken }) => (tax ? [[tax, taken] as const] : []))),
  };
}

/** The credit notes of an invoice, those that are drafts too, but for one. */
export async function readCreditNotes(ctx: Context, invoice: string, but: string | null = null): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('invoice')}
    where credits_id = ${invoice}::uuid and deleted_at is null and id is distinct from ${but}::uuid limit 1000`);
  return rows.map(({ id }) => id);
}
