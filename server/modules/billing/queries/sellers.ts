import { prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** What a new document takes from the firm that sells. */
export interface SellerRow {
  id: string;
  quote_days: number | null;
  quote_terms: string | null;
  payment_days: number | null;
  invoice_terms: string | null;
  /** Decimal text. */
  refund_limit: string | null;
}

/** The firm that documents are of where nobody says otherwise. */
export async function readStandardSeller(ctx: Context): Promise<SellerRow | null> {
  return ctx.db.maybe<SellerRow>(
    sql`select id, quote_days::float8 as quote_days, quote_terms, payment_days::float8 as payment_days, invoice_terms,
        trim_scale(refund_limit)::text as refund_limit
      from ${ctx.db.table('seller')} where deleted_at is null
      order by standard desc nulls last, created_at, id limit 1`,
    prepared,
  );
}

/** What the firm of a document lets go. */
export async function readSellerOf(ctx: Context, id: string | null): Promise<{ discount_limit: number | null } | null> {
  return ctx.db.maybe<{ discount_limit: number | null }>(sql`select discount_limit::float8 as discount_limit
    from ${ctx.db.table('seller')} where id = ${id}::uuid`);
}

/** The quote that another one replaces, locked, where a customer could still accept it. */
export async function replacedQuote(ctx: Context, id: string): Promise<string | null> {
  const row = await ctx.db.maybe<{ id: string }>(sql`select id from ${ctx.db.table('quote')}
    where id = ${id}::uuid and status = 'sent' and deleted_at is null for update`);
  return row?.id ?? null;
}

/** How a firm numbers its invoices, and when they are to be paid. */
export async function readInvoicing(
  ctx: Context,
  id: string,
): Promise<{ invoice_series: string | null; credit_series: string | null; payment_days: number | null }> {
  return ctx.db.one(sql`select invoice_series, credit_series, payment_days::float8 as payment_days
    from ${ctx.db.table('seller')} where id = ${id}::uuid`);
}
