import { prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** What a new document takes from the firm that sells. */
export interface SellerRow {
  id: string;
  quote_days: number | null;
  quote_terms: string | null;
  payment_days: number | null;
  invoice_terms: string | null;
}

/** The firm that documents are of where nobody says otherwise. */
export async function readStandardSeller(ctx: Context): Promise<SellerRow | null> {
  return ctx.db.maybe<SellerRow>(
    sql`select id, quote_days::float8 as quote_days, quote_terms, payment_days::float8 as payment_days, invoice_terms
      from ${ctx.db.table('seller')} where deleted_at is null order by standard desc nulls last, created_at, id limit 1`,
    prepared,
  );
}
