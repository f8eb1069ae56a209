import { z } from '#kernel/http';

const money = z.string().meta({ description: 'Decimal text in the currency of the workspace.' });
const range = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

const sums = {
  closed: money,
  commit: money,
  best: money,
  pipeline: money,
  left_out: z.number().meta({ description: 'Deals in other currencies without a rate: in none of the sums.' }),
};

const line = { ...sums, target: money.nullable(), gap: money.nullable() };
const named = z.object({ id: z.uuid(), name: z.string().nullable() });

/** What `GET /api/v1/forecast` answers. */
export const forecastAnswer = z.object({
  quarter: z.string(),
  from: z.string(),
  to: z.string(),
  pipeline: z.uuid().nullable(),
  currency: z.string(),
  partial: z.boolean().meta({ description: 'There are deals that you may not see; they are in none of the sums.' }),
  people: z.array(z.object({ member: named.nullable(), ...line, computed: range.nullable() })),
  teams: z.array(z.object({ team: named, ...line })),
  total: z.object(sums),
  computed: range
    .extend({
      made_on: z.string(),
      learnt: z.object({
        from: z.string(),
        to: z.string(),
        won: z.number(),
        lost: z.number(),
        doubt: z.number(),
        tries: z.number(),
        season: z.boolean(),
      }),
      baselines: z.object({ win_rate: z.number(), last_period: z.number() }),
    })
    .nullable()
    .meta({ description: 'From the history of all deals; null where there is too little, or you may not see all.' }),
  missing: z.array(z.object({ what: z.enum(['won', 'lost', 'days']), have: z.number(), need: z.number() })),
  track_record: z
    .object({
      forecasts: z.number(),
      mape: z.number().nullable(),
      coverage: z.number().nullable(),
      pinball: z.number().nullable(),
    })
    .nullable(),
});

/** What `GET /api/v1/deals/{id}/chance` answers. */
export const chanceAnswer = z.object({
  chance: z
    .object({
      chance: z.number(),
      made_on: z.string(),
      through: z.string(),
      facts: z.array(
        z.object({
          what: z.enum(['age', 'stage', 'size', 'owner']),
          value: z.string(),
          name: z.string().nullable(),
          by: z.number().meta({ description: 'How much higher the chance is with this fact than without.' }),
        }),
      ),
    })
    .nullable(),
});
