import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys, listRecords } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Bar } from './bar.tsx';
import type { Report } from './deals-of.ts';

type Stage = Report['stages'][number];
type Shown = { title: string; ids: string[] };

/** What came to each stage and how much of it went on; each number shows its deals below. */
export function StageTable({ told }: { told: Report }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const number = (one: Stage, key: 'entered' | 'went_on', title: string) => (
    <button type="button" className="k-link" onClick={() => setShown({ title, ids: one[`${key}_ids`] })}>
      {format.number(one[key])}
    </button>
  );
  if (told.stages.length === 0) return null;
  return (
    <>
      <div className="k-sales-scroll">
        <table className="k-table k-sales-table">
          <caption>{i18n.t('From stage to stage')}</caption>
          <thead>
            <tr>
              <th scope="col">{i18n.t('Stage')}</th>
              <th scope="col">{i18n.t('Came')}</th>
              <th scope="col">{i18n.t('Went on')}</th>
              <th scope="col">{i18n.t('Share that went on')}</th>
              <th scope="col">{i18n.t('Days in it')}</th>
            </tr>
          </thead>
          <tbody>
            {told.stages.map((one) => {
              const name = one.stage.name ?? i18n.t('No name');
              return (
                <tr key={one.stage.id}>
                  <th scope="row">{name}</th>
                  <td className="k-num" data-label={i18n.t('Came')}>
                    {number(one, 'entered', i18n.t('Came to {name}', { name }))}
                  </td>
                  <td className="k-num" data-label={i18n.t('Went on')}>
                    {number(one, 'went_on', i18n.t('Went on from {name}', { name }))}
                  </td>
                  <td data-label={i18n.t('Share that went on')}>
                    <Bar share={one.rate} interval={one.interval} />
                  </td>
                  <td className="k-num" data-label={i18n.t('Days in it')}>
                    {one.median_days === null ? '—' : format.number(one.median_days)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown ? <Deals shown={shown} /> : null}
    </>
  );
}

function Deals({ shown }: { shown: Shown }) {
  const paths = usePaths();
  const query = { filter: { field: 'id', in: shown.ids }, fields: ['title'], limit: 100 };
  const { data } = useQuery({
    queryKey: keys.list('deals', query),
    enabled: shown.ids.length > 0,
    queryFn: () => listRecords('deals', query),
  });
  return (
    <section aria-label={shown.title}>
      <h2 className="k-heading">{shown.title}</h2>
      <ul className="k-sales-names">
        {(data?.data ?? []).map((one) => (
          <li key={one.id}>
            <Link to={paths.record('deals', one.id)} className="k-link">
              {String(one['title'] ?? i18n.t('No name'))}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
