import { fail } from '#shared/failure';
import { dayText, localDay } from '#shared/filter';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, requireId, requireReadable } from '#kernel/objects';
import { priceProducts } from '../queries/prices.ts';

const asked = z.object({
  company: z.string().max(60).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  quantity: z.coerce.number().min(0).max(999_999_999).optional(),
  on: z.iso.date().optional(),
});

const price = defineRoute<{ id: string }, z.infer<typeof asked>>({
  method: 'GET',
  path: '/api/v1/products/:id/price',
  summary: 'What a product costs a customer in a currency, from a quantity and on a day, and where that price is from.',
  tag: 'Products',
  access: 'member',
  answer: z.object({
    amount: z
      .string()
      .nullable()
      .meta({ description: 'For one of it, before tax; null where there is no such price.' }),
    currency: z.string(),
    from: z.enum(['list', 'price', 'product']).nullable(),
    price_list: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  }),
  params: z.object({ id: z.string().max(60) }),
  query: asked as never,
  handle: async (ctx, { params, query }) => {
    const object = getObject(ctx, 'product');
    const id = await requireReadable(ctx, object, requireId(params.id));
    const { currency = ctx.workspace.currency, quantity = 1 } = query;
    const on = query.on ?? dayText(localDay(ctx.now, ctx.workspace.timeZone));
    const company = query.company
      ? await requireReadable(ctx, getObject(ctx, 'company'), requireId(query.company))
      : null;
    const seen = object.fields.has('price');
    const [found] = seen ? await priceProducts(ctx, [{ product: id, quantity }], { currency, company, on }) : [];
    if (seen && !found) fail('record.not_found');
    const { price: amount = null, from = null, price_list: list = null, price_list_name: name = null } = found ?? {};
    return { amount, currency, from, price_list: list && { id: list, name: name ?? '' } };
  },
});

/** What products cost. */
export const priceRoutes: Route[] = [price];
