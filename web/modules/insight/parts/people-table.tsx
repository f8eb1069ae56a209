import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { dealsBehind, type Counted } from '../deals-behind.ts';
import { RangeBar } from './range-bar.tsx';

type Forecast = AnswerOf<'GET /api/v1/forecast'>;
type Range = { p10: number; p50: number; p90: number };
type Say = (amount: number) => string;

/** What the columns are called; on a phone each number carries its name. */
const columns = {
  closed: () => i18n.t('Closed'),
  commit: () => i18n.t('Commit'),
  best: () => i18n.t('Best case'),
  pipeline: () => i18n.t('Rest of pipeline'),
  target: () => i18n.t('Target'),
  gap: () => i18n.t('Still to go'),
  computed: () => i18n.t('Computed'),
};
type Column = keyof typeof columns;

/** A line for each person and team: closed, commit, best case, pipeline, target, and the computed range. */
export function PeopleTable({ told, say }: { told: Forecast; say: Say }) {
  const { currency, people, teams, total, computed } = told;
  const most = Math.max(...people.flatMap((one) => [one.computed?.p90 ?? 0, Number(one.target ?? 0)]), 0);
  return (
    <div className="k-forecast-scroll">
      <table className="k-forecast-table">
        <thead>
          <tr>
            <th scope="col">{i18n.t('Who')}</th>
            {(Object.keys(columns) as Column[]).map((key) => (
              <th key={key} scope="col">
                {columns[key]()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.member?.id ?? ''}>
              <th scope="row">{one.member ? (one.member.name ?? i18n.t('Someone')) : i18n.t('Nobody')}</th>
              <Sums told={told} sums={one} owner={one.member} />
              <Targets told={told} line={one} />
              <Computed range={one.computed} most={most} target={one.target} say={say} />
            </tr>
          ))}
          {teams.map((one) => (
            <tr key={one.team.id} className="k-forecast-team">
              <th scope="row">{one.team.name ?? i18n.t('Team')}</th>
              {counted.map((key) => (
                <td key={key} data-label={columns[key]()}>
                  {format.money({ amount: one[key], currency }, true)}
                </td>
              ))}
              <Targets told={told} line={one} />
              <td />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{i18n.t('All')}</th>
            <Sums told={told} sums={total} />
            <td />
            <td />
            <Computed range={computed} most={computed ? computed.p90 : 0} target={null} say={say} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const counted = ['closed', 'commit', 'best', 'pipeline'] as const;

type SumsProps = { told: Forecast; sums: Record<Counted, string>; owner?: Forecast['people'][number]['member'] };

/** The four sums, each a link to the deals that it is made of. */
function Sums({ told, sums, owner }: SumsProps) {
  const paths = usePaths();
  const { from, to, pipeline, currency } = told;
  const whose = owner === undefined ? {} : { owner };
  return counted.map((key) => (
    <td key={key} data-label={columns[key]()}>
      {Number(sums[key]) === 0 ? (
        <span className="k-muted">{format.money({ amount: sums[key], currency }, true)}</span>
      ) : (
        <Link
          to={paths.list('deals')}
          search={{ kind: 'table', filter: dealsBehind(key, { from, to, pipeline, ...whose }) } as never}
          className="k-link"
        >
          {format.money({ amount: sums[key], currency }, true)}
        </Link>
      )}
    </td>
  ));
}

function Targets({ told, line }: { told: Forecast; line: { target: string | null; gap: string | null } }) {
  const { currency } = told;
  const reached = line.gap !== null && Number(line.gap) <= 0;
  return (
    <>
      <td data-label={columns.target()}>
        {line.target === null ? (
          <span className="k-muted">—</span>
        ) : (
          format.money({ amount: line.target, currency }, true)
        )}
      </td>
      <td data-label={columns.gap()}>
        {line.gap === null ? (
          <span className="k-muted">—</span>
        ) : reached ? (
          i18n.t('reached')
        ) : (
          format.money({ amount: line.gap, currency }, true)
        )}
      </td>
    </>
  );
}

type ComputedProps = { range: Range | null; most: number; target: string | null; say: Say };

function Computed({ range, most, target, say }: ComputedProps) {
  if (range === null)
    return (
      <td className="k-muted" data-label={columns.computed()}>
        —
      </td>
    );
  return (
    <td className="k-forecast-computed" data-label={columns.computed()}>
      <RangeBar range={range} most={most} target={target === null ? null : Number(target)} say={say} />
      <span>
        {say(range.p10)} – <strong>{say(range.p50)}</strong> – {say(range.p90)}
      </span>
    </td>
  );
}
