import type { TaxCategory } from '#shared/billing/totals';
import { prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** A way in which something is taxed. */
export interface TaxRateRow {
  id: string;
  name: string;
  category: TaxCategory;
  /** Decimal text without needless zeros. */
  percent: string;
  reason: string | null;
  standard: boolean;
}

const most = 500; // rates that people could still tell apart

/** The tax rates of a workspace in their order. */
export async function readTaxRates(ctx: Context): Promise<TaxRateRow[]> {
  return ctx.db.many<TaxRateRow>(
    sql`select id, name, category, trim_scale(percent)::text as percent, reason, coalesce(standard, false) as standard
      from ${ctx.db.table('tax_rate')} where deleted_at is null
      order by position nulls last, name__sort, id limit ${most}`,
    prepared,
  );
}
