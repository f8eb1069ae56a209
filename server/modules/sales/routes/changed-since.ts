import { dayText, localDay, startOfDay } from '#shared/filter';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, namesOf, requireId, requireRight } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { becameKinds, readChanged, type DealThen } from '../queries/changed-since.ts';

const money = z.string().meta({ description: 'Decimal text in the currency of the workspace.' });
const total = z.object({
  count: z.number().int(),
  sum: money.nullable().meta({ description: 'Null where you may not see amounts. Of grew and shrank: by how much.' }),
  left_out: z.number().int().meta({ description: 'Deals in other currencies without a rate: not in the sum.' }),
});
const side = z
  .object({
    stage: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
    amount: z.object({ amount: z.string(), currency: z.string() }).nullable(),
    worth: money.nullable(),
    closes_on: z.string().nullable(),
    outcome: z.string().nullable(),
  })
  .nullable()
  .meta({ description: 'Null where the deal was not there.' });
const kind = z.enum(becameKinds);
const asking = z.object({
  since: z.iso.date().optional().meta({ description: 'From the beginning of this day on; else from last Monday.' }),
  pipeline: z.string().max(60).optional(),
});

const read = defineRoute<unknown, z.infer<typeof asking>>({
  method: 'GET',
  path: '/api/v1/pipelines/changes',
  summary:
    'What became of deals since a day: came, won, lost, slipped, grew, shrank, moved, went, with names and sums.',
  tag: 'Sales',
  access: 'member',
  query: asking as never,
  answer: z.object({
    since: z.string(),
    pipeline: z.uuid().nullable(),
    currency: z.string(),
    partial: z.boolean().meta({ description: 'There are deals that you may not see; they are in none of the sums.' }),
    kinds: z.array(total.extend({ kind })),
    deals: z.array(
      z.object({ id: z.uuid(), name: z.string().nullable(), became: z.array(kind), before: side, after: side }),
    ),
    more: z.boolean().meta({ description: 'Further deals are in the sums and not in the list.' }),
  }),
  handle: async (ctx, { query }) => {
    const deal = getObject(ctx, 'deal');
    const scope = requireRight(ctx, deal, 'read');
    const since = query.since ?? lastMonday(ctx);
    const pipeline = query.pipeline === undefined ? null : requireId(query.pipeline);
    const { timeZone, currency } = ctx.workspace;
    const [year, month, date] = since.split('-').map(Number) as [number, number, number];
    const { sums, deals, more } = await readChanged(ctx, {
      since: startOfDay([year, month, date], timeZone).toISOString(),
      pipeline,
    });
    const stages = new Set(deals.flatMap(({ before, after }) => [before?.stage ?? [], after?.stage ?? []].flat()));
    const names = await namesOf(ctx, new Map([['stage', stages]]));
    const amounts = deal.fields.has('amount');
    const kinds = becameKinds.map((one) => {
      const { count = 0, sum = '0.00', left_out = 0 } = sums.find((row) => row.kind === one) ?? {};
      return { kind: one, count, sum: amounts ? sum : null, left_out };
    });
    const told = deals.map((one) => ({
      ...one,
      before: sideOf(one.before, names, amounts),
      after: sideOf(one.after, names, amounts),
    }));
    return { since, pipeline, currency, partial: scope !== 'all', kinds, deals: told, more };
  },
});

function sideOf(then: DealThen | null, names: ReadonlyMap<string, string>, amounts: boolean) {
  if (then === null) return null;
  const { stage, amount, currency, worth, closes_on, outcome } = then;
  return {
    stage: stage === null ? null : { id: stage, name: names.get(stage) ?? null },
    amount: amount === null || currency === null ? null : { amount, currency },
    worth: amounts ? worth : null,
    closes_on,
    outcome,
  };
}

/** The Monday before today: on a Monday that of last week. */
function lastMonday(ctx: Context): string {
  const today = new Date(`${dayText(localDay(ctx.now, ctx.workspace.timeZone))}T00:00:00Z`);
  const back = (today.getUTCDay() + 6) % 7 || 7;
  return new Date(today.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}

/** What changed since a day. */
export const changedRoutes: Route[] = [read];
