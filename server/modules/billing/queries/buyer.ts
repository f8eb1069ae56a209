import { countryOf } from '#shared/billing/countries';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Buyer } from '../lines/tax-for.ts';

/** Where a company is and its VAT number, whoever asks: the tax of a sale is the same for every seller. */
export async function readBuyer(ctx: Context, company: string): Promise<Buyer> {
  const row = await ctx.db.maybe<Buyer>(sql`select c.address->>'country' as country,
      nullif(trim(c.vat_number), '') as vat_number
    from ${ctx.db.table('company')} c where c.id = ${company}::uuid`);
  // A text that names no country says nothing: the rates at home are the careful choice.
  return row ? { ...row, country: countryOf(row.country) } : { country: null, vat_number: null };
}
