import type { Filter } from '#web/kernel/api';

/** A number of the forecast. */
export type Counted = 'closed' | 'commit' | 'best' | 'pipeline';

/** From which probability on a deal counts as what, where nobody said it: as the server does. */
const byProbability: Record<Exclude<Counted, 'closed'>, object[]> = {
  commit: [{ field: 'probability', gte: 75 }],
  best: [
    { field: 'probability', gte: 50 },
    { field: 'probability', lt: 75 },
  ],
  pipeline: [
    {
      any: [
        { field: 'probability', empty: true },
        {
          all: [
            { field: 'probability', gt: 0 },
            { field: 'probability', lt: 50 },
          ],
        },
      ],
    },
  ],
};

/** The deals that a number is made of, as a filter of their list. */
export function dealsBehind(
  number: Counted,
  { from, to, owner, pipeline }: { from: string; to: string; owner?: object | null; pipeline: string | null },
): Filter {
  const days = [from, to];
  const said =
    number === 'closed'
      ? [
          { field: 'outcome', is: 'won' },
          { field: 'stage_since', between: days },
        ]
      : [
          { field: 'outcome', is: 'open' },
          { field: 'closes_on', between: days },
          {
            any: [
              { field: 'forecast_category', is: number },
              { all: [{ field: 'forecast_category', empty: true }, ...byProbability[number]] },
            ],
          },
        ];
  const whose =
    owner === undefined ? [] : [owner === null ? { field: 'owner', empty: true } : { field: 'owner', is: owner }];
  const where = pipeline === null ? [] : [{ field: 'pipeline', is: pipeline }];
  return { all: [...said, ...whose, ...where] } as Filter;
}
