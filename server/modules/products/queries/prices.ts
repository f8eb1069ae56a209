import { sql } from '#kernel/database';
import { getObject, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** For whom, in which currency and when something is priced. */
export interface Sale {
  /** ISO 4217. */
  currency: string;
  company: string | null;
  /** `2026-11-22` */
  on: string;
}

/** What a product is on a document, before anybody says otherwise. */
export interface PricedProduct {
  id: string;
  name: string;
  kind: 'service' | 'goods';
  description: string | null;
  unit: string | null;
  period: 'once' | 'month' | 'quarter' | 'year';
  on_sale: boolean;
  tax_rate: string | null;
  cost: string | null;
  /** For one of it; null where nobody gave one in this currency. */
  price: string | null;
  /** Where the price is from: a list, a price of the product for its currency, quantity or time, or its own. */
  from: 'list' | 'price' | 'product' | null;
  price_list: string | null;
  price_list_name: string | null;
  /** Per cent; of the parts of a bundle. */
  parts: { product: string; quantity: number }[];
}

/** Prices products for a sale, in their order, leaving out what the actor may not see: one statement however many.
 * A list that names the customer goes before one that names its tag, that before a price for all; then the one for the
 * largest quantity reached, then the one that began last; then the product's own price. */
export async function priceProducts(
  ctx: Context,
  asked: { product: string; quantity: number }[],
  { currency, company, on }: Sale,
): Promise<(PricedProduct | null)[]> {
  const { table } = ctx.db;
  const product = getObject(ctx, 'product');
  const rows = await ctx.db.many<PricedProduct & { at: number }>(sql`
    select a.at::int as at, p.id, p.name, p.kind, p.description, p.unit, p.period, coalesce(p.on_sale, true) as on_sale,
      p.tax_rate_id as tax_rate,
      case when p.cost__currency = ${currency} then p.cost::text end as cost,
      coalesce(best.amount, case when p.price__currency = ${currency} then p.price end)::text as price,
      case when best.price_list_id is not null then 'list' when best.id is not null then 'price'
        when p.price__currency = ${currency} then 'product' end as "from",
      best.price_list_id as price_list, best.list_name as price_list_name,
      coalesce((select jsonb_agg(jsonb_build_object('product', b.product_id, 'quantity', b.quantity)
          order by b.position nulls last, b.id)
        from ${table('bundle_part')} b where b.bundle_id = p.id and b.deleted_at is null), '[]') as parts
    from unnest(${asked.map((one) => one.product)}::uuid[], ${asked.map((one) => one.quantity)}::numeric[])
        with ordinality a (id, quantity, at)
      join ${table('product')} p on p.id = a.id and p.deleted_at is null
        and ${scopeSql(ctx, product, { verb: 'read', alias: 'p' })}
      left join lateral (
        select c.id, c.amount, c.price_list_id, l.name as list_name
        from ${table('price')} c left join ${table('price_list')} l on l.id = c.price_list_id
          left join ${table('company')} k on k.id = ${company}::uuid
        where c.product_id = p.id and c.deleted_at is null and c.amount__currency = ${currency}
          and coalesce(c.min_quantity, 0) <= a.quantity
          and coalesce(c.valid_from, ${on}::date) <= ${on}::date and coalesce(c.valid_until, ${on}::date) >= ${on}::date
          and (c.price_list_id is null or (l.deleted_at is null
            and coalesce(l.valid_from, ${on}::date) <= ${on}::date
            and coalesce(l.valid_until, ${on}::date) >= ${on}::date
            and (k.id = any (l.companies_ids) or k.tags_ids && l.customer_tags_ids)))
        order by (k.id = any (l.companies_ids)) is true desc, (c.price_list_id is not null) desc,
          c.min_quantity desc nulls last, c.valid_from desc nulls last, c.id
        limit 1) best on true
    order by a.at`);
  const found = new Map(rows.map(({ at, ...row }) => [at, row]));
  return asked.map((_, at) => found.get(at + 1) ?? null);
}
