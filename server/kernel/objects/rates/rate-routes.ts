import { fail } from '#shared/failure';
import { sql, type Pools } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { anyAuthor } from '../answers/record-answers.ts';
import { raiseModel } from '../customize/add-field.ts';
import { mostRates, removeRate, writeEcbRates, writeRates } from './write-rates.ts';

const day = z.iso.date();
const rateAnswer = z.object({
  currency: z.string(),
  day: z.string(),
  rate: z.string().meta({ description: "Units of the currency for one of the workspace's." }),
  source: z.string(),
  set_at: z.string(),
  set_by: anyAuthor,
});

const asked = z.object({
  currency: z.string().max(3).optional(),
  from: day.optional(),
  to: day.optional(),
  newest: z.enum(['true', 'false']).optional().meta({ description: 'Of each currency the newest rate alone.' }),
});
type Asked = z.infer<typeof asked>;

const list = defineRoute<unknown, Asked>({
  method: 'GET',
  path: '/api/v1/exchange_rates',
  summary: 'Exchange rates, newest first: at most 5,000.',
  tag: 'Currencies',
  access: 'member',
  query: asked as never,
  answer: z.object({ currency: z.string(), data: z.array(rateAnswer), more: z.boolean() }),
  handle: listRates,
});

interface RateRow {
  currency: string;
  day: string;
  rate: string;
  source: string;
  set_at: string;
  set_by_id: string | null;
  set_by: string | null;
}

async function listRates(ctx: Context, { query }: { query: Asked }) {
  const { currency = null, from = null, to = null, newest } = query;
  const { db } = ctx;
  const one = newest === 'true' ? sql`distinct on (e.currency)` : sql``;
  const order = newest === 'true' ? sql`e.currency, e.day desc` : sql`e.day desc, e.currency`;
  const rows = await db.many<RateRow>(sql`select ${one} e.currency, e.day, trim_scale(e.rate)::text as rate, e.source,
      e.set_at, e.set_by_id, m.name as set_by
    from ${db.table('exchange_rate')} e left join ${db.table('member')} m on m.id = e.set_by_id
    where (${currency}::text is null or e.currency = ${currency}) and (${from}::date is null or e.day >= ${from}::date)
      and (${to}::date is null or e.day <= ${to}::date) order by ${order} limit ${mostRates + 1}`);
  const data = rows.slice(0, mostRates).map(({ set_by_id: id, set_by: name, ...row }) => ({
    ...row,
    set_by: { id, name },
  }));
  return { currency: ctx.workspace.currency, data, more: rows.length > mostRates };
}

const given = z.strictObject({
  rates: z
    .array(z.strictObject({ currency: z.string().max(10), day: z.string().max(20), rate: z.string().max(40) }))
    .min(1)
    .max(mostRates)
    .optional(),
  ecb: z.string().min(1).max(4_000_000).optional().meta({ description: 'The text of eurofxref-hist.csv.' }),
});

const write = (pools: Pools) =>
  defineOpenRoute<unknown, unknown, z.infer<typeof given>>({
    method: 'PUT',
    path: '/api/v1/exchange_rates',
    summary: 'Keep exchange rates, all or none: as rows, or the file of the European Central Bank. No record changes.',
    tag: 'Currencies',
    access: 'admin',
    body: given as never,
    bodyLimit: 5_000_000,
    answer: z.object({ written: z.int(), newest: z.string().nullable(), more: z.boolean() }),
    serve: async (call) => {
      const { rates, ecb } = call.body;
      if ((rates === undefined) === (ecb === undefined))
        fail('rate.invalid', { detail: 'Give either "rates" or "ecb".' });
      const written = await call.transaction((ctx) =>
        rates ? writeRates(ctx, rates, 'entered') : writeEcbRates(ctx, ecb!),
      );
      await raiseModel(pools, call.workspace);
      return written;
    },
  });

const remove = (pools: Pools) =>
  defineOpenRoute<{ currency: string; day: string }>({
    method: 'DELETE',
    path: '/api/v1/exchange_rates/:currency/:day',
    summary: 'Remove one exchange rate; records keep what was worked out by it.',
    tag: 'Currencies',
    access: 'admin',
    answer: null,
    params: z.object({ currency: z.string().max(10), day: z.string().max(20) }),
    serve: async (call) => {
      await call.transaction((ctx) => removeRate(ctx, call.params));
      await raiseModel(pools, call.workspace);
      return undefined;
    },
  });

/** Calls that keep exchange rates. */
export function rateRoutes(pools: Pools): Route[] {
  return [list, write(pools), remove(pools)];
}
