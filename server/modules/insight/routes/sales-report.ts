import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, namesOf, requireId, requireRight } from '#kernel/objects';
import { readAnswering, readEnded, readFlow, type Ended, type Span } from '../queries/sales-report.ts';
import { quarterOf, today } from '../quarter.ts';
import { wilson } from '../wilson.ts';

const named = z.object({ id: z.uuid(), name: z.string().nullable() });
const days = z.number().nullable().meta({ description: 'The median; null where nothing says it.' });
const interval = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .meta({ description: 'Where the share lies in 95 of 100 cases (Wilson); null where there is none.' });
const ended = z.object({
  won: z.number().int(),
  lost: z.number().int(),
  win_rate: z.number().nullable(),
  interval,
  sum: z.string().nullable().meta({ description: 'Of those won; null where you may not see amounts.' }),
  left_out: z.number().int().meta({ description: 'Deals in other currencies without a rate: not in the sum.' }),
  median_days: days,
});
const ids = z.array(z.uuid()).meta({ description: 'At most 100 of them.' });
const asking = z.object({
  from: z.iso.date().optional().meta({ description: 'The first day; else that of this quarter.' }),
  to: z.iso.date().optional().meta({ description: 'The last day; else that of this quarter.' }),
  by: z.enum(['stage', 'source', 'owner']).optional(),
  pipeline: z.string().max(60).optional(),
});
const answer = z.object({
  from: z.string(),
  to: z.string(),
  by: z.enum(['stage', 'source', 'owner']),
  pipeline: z.uuid().nullable(),
  currency: z.string(),
  partial: z.boolean().meta({ description: 'There are deals that you may not see; they are in none of the numbers.' }),
  total: ended,
  stages: z
    .array(
      z.object({
        stage: named,
        entered: z.number().int(),
        went_on: z.number().int().meta({ description: 'Of these: how many ever came to a later stage or were won.' }),
        rate: z.number(),
        interval,
        median_days: days,
        entered_ids: ids,
        went_on_ids: ids,
      }),
    )
    .meta({ description: 'By stage: what came to each open stage. Else empty.' }),
  groups: z
    .array(ended.extend({ value: z.string().nullable(), name: z.string().nullable() }))
    .meta({ description: 'By source or owner: what ended. Else empty.' }),
  reasons: z.array(z.object({ reason: z.string().nullable(), lost: z.number().int(), sum: z.string().nullable() })),
  answers: z
    .array(
      z.object({
        owner: named.nullable(),
        came: z.number().int(),
        answered: z.number().int(),
        median_seconds: z.number().nullable(),
      }),
    )
    .meta({ description: 'How soon enquiries were answered, of all pipelines.' }),
});

const read = defineRoute<unknown, z.infer<typeof asking>>({
  method: 'GET',
  path: '/api/v1/sales_report',
  summary: 'How deals went: from stage to stage, how many were won, how long it took, why lost, and answer times.',
  tag: 'Sales',
  access: 'member',
  query: asking as never,
  answer,
  handle: async (ctx, { query }) => {
    const deal = getObject(ctx, 'deal');
    const scope = requireRight(ctx, deal, 'read');
    const now = quarterOf(today(ctx.now, ctx.workspace.timeZone));
    const { by = 'stage' } = query;
    const pipeline = query.pipeline === undefined ? null : requireId(query.pipeline);
    const span: Span = { from: query.from ?? now.from, to: query.to ?? now.to, pipeline };
    const amounts = deal.fields.has('amount');
    // Whoever may not see where deals stand is not told how they moved.
    const flow = by === 'stage' && deal.fields.has('stage') ? await readFlow(ctx, span) : [];
    const groups = by === 'stage' ? [] : await readEnded(ctx, span, by);
    const [total] = await readEnded(ctx, span, 'all');
    const reasons = await readEnded(ctx, span, 'reason');
    const answers = await readAnswering(ctx, span);
    const owners = [...answers.map(({ owner }) => owner), ...(by === 'owner' ? groups.map(({ key }) => key) : [])];
    const names = await namesOf(
      ctx,
      new Map([
        ['stage', new Set(flow.map(({ stage }) => stage))],
        ['member', new Set(owners.filter((owner) => owner !== null))],
      ]),
    );
    const nameOf = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? null });
    return {
      ...span,
      by,
      currency: ctx.workspace.currency,
      partial: scope !== 'all',
      total: endedOf(total ?? nothing, amounts),
      stages: flow.map(({ stage, ...one }) => ({
        ...one,
        stage: nameOf(stage)!,
        rate: one.went_on / one.entered,
        interval: wilson(one.went_on, one.entered),
      })),
      groups: groups.map(({ key, ...one }) => ({
        ...endedOf(one, amounts),
        value: key,
        name: by === 'owner' ? (nameOf(key)?.name ?? null) : key,
      })),
      reasons: reasons.map(({ key, lost, sum }) => ({ reason: key, lost, sum: amounts ? sum : null })),
      answers: answers.map(({ owner, ...one }) => ({ ...one, owner: nameOf(owner) })),
    };
  },
});

const nothing = { won: 0, lost: 0, sum: '0.00', left_out: 0, median_days: null };

function endedOf({ won, lost, sum, left_out, median_days }: Omit<Ended, 'key'>, amounts: boolean) {
  const all = won + lost;
  return {
    won,
    lost,
    win_rate: all === 0 ? null : won / all,
    interval: wilson(won, all),
    sum: amounts ? sum : null,
    left_out,
    median_days,
  };
}

/** How selling went. */
export const reportRoutes: Route[] = [read];
