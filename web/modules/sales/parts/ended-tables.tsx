import { Link } from '@tanstack/react-router';
import { format, i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Bar } from './bar.tsx';
import { endedFilter, type Of, type Report } from './deals-of.ts';

type Ended = Report['total'];

/** What ended, by source or owner, or in all: won and lost, the share that was won, its sum and the days it took. */
export function EndedTable({ told }: { told: Report }) {
  const { total, groups, by, currency } = told;
  const line = (one: Ended, name: string, group?: Report['groups'][number]) => (
    <tr key={group?.value ?? (group ? 'none' : 'all')}>
      <th scope="row">{name}</th>
      <td className="k-num" data-label={i18n.t('Won')}>
        <Number told={told} count={one.won} of={{ won: true, ...(group ? { group } : {}) }} />
      </td>
      <td className="k-num" data-label={i18n.t('Lost')}>
        <Number told={told} count={one.lost} of={{ won: false, ...(group ? { group } : {}) }} />
      </td>
      <td data-label={i18n.t('Win rate')}>
        <Bar share={one.win_rate} interval={one.interval} />
      </td>
      <td className="k-num" data-label={i18n.t('Sum won')}>
        {one.sum === null ? '—' : format.money({ amount: one.sum, currency }, true)}
      </td>
      <td className="k-num" data-label={i18n.t('Days to the end')}>
        {one.median_days === null ? '—' : format.number(one.median_days)}
      </td>
    </tr>
  );
  const nobody = by === 'owner' ? i18n.t('Nobody') : i18n.t('None');
  return (
    <div className="k-sales-scroll">
      <table className="k-table k-sales-table">
        <caption>{i18n.t('How deals ended')}</caption>
        <thead>
          <tr>
            <th scope="col">
              {by === 'owner' ? i18n.t('Owner') : by === 'source' ? i18n.t('Source') : i18n.t('Deals')}
            </th>
            <th scope="col">{i18n.t('Won')}</th>
            <th scope="col">{i18n.t('Lost')}</th>
            <th scope="col">{i18n.t('Win rate')}</th>
            <th scope="col">{i18n.t('Sum won')}</th>
            <th scope="col">{i18n.t('Days to the end')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((one) => line(one, one.name ?? nobody, one))}
          {line(total, i18n.t('All'))}
        </tbody>
      </table>
    </div>
  );
}

/** Why deals were lost, the most frequent reason first. */
export function ReasonsTable({ told }: { told: Report }) {
  const { reasons, currency, total } = told;
  if (reasons.length === 0) return null;
  return (
    <div className="k-sales-scroll">
      <table className="k-table k-sales-table">
        <caption>{i18n.t('Why lost')}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n.t('Reason')}</th>
            <th scope="col">{i18n.t('Lost')}</th>
            <th scope="col">{i18n.t('Share')}</th>
            <th scope="col">{i18n.t('Sum')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ reason, lost, sum }) => (
            <tr key={reason ?? ''}>
              <th scope="row">{reason ?? i18n.t('None')}</th>
              <td className="k-num" data-label={i18n.t('Lost')}>
                <Number told={told} count={lost} of={{ won: false, reason }} />
              </td>
              <td data-label={i18n.t('Share')}>
                <Bar share={total.lost === 0 ? null : lost / total.lost} interval={null} />
              </td>
              <td className="k-num" data-label={i18n.t('Sum')}>
                {sum === null ? '—' : format.money({ amount: sum, currency }, true)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A number that opens the deals that it counts. */
function Number({ told, count, of }: { told: Report; count: number; of: Of }) {
  const paths = usePaths();
  if (count === 0) return <span className="k-muted">0</span>;
  const search = { kind: 'table', filter: endedFilter(told, of) };
  return (
    <Link to={paths.list('deals')} search={search as never} className="k-link">
      {format.number(count)}
    </Link>
  );
}
