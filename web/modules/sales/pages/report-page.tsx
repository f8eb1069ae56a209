import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { DateField, EmptyState, ProblemNote, SkeletonLines, Tabs } from '#web/kernel/ui';
import type { Report } from '../parts/deals-of.ts';
import { EndedTable, ReasonsTable } from '../parts/ended-tables.tsx';
import { PipelineTabs } from '../parts/pipeline-tabs.tsx';
import { StageTable } from '../parts/stage-table.tsx';
import './sales-pages.css';

type By = Report['by'];

/** How selling went in some days: from stage to stage, won and lost, why, how long it took, and answer times. */
export default function ReportPage() {
  const [by, setBy] = useState<By>('stage');
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [pipeline, setPipeline] = useState('');
  const told = useQuery({
    queryKey: ['list', 'deals', 'sales-report', by, from, to, pipeline],
    queryFn: () =>
      ask('GET /api/v1/sales_report', {
        query: { by, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(pipeline ? { pipeline } : {}) },
      }),
    placeholderData: (before) => before,
  });
  return (
    <div className="k-page">
      <div className="k-sales-page">
        <header className="k-row k-wrap k-page-head">
          <h1 className="k-grow">{i18n.t('Sales report')}</h1>
          <Tabs
            label={i18n.t('Told by')}
            value={by}
            onChange={(value) => setBy(value as By)}
            tabs={[
              { value: 'stage', label: i18n.t('By stage') },
              { value: 'source', label: i18n.t('By source') },
              { value: 'owner', label: i18n.t('By owner') },
            ]}
          />
        </header>
        {told.data ? (
          <div className="k-row k-wrap">
            <div className="k-sales-day">
              <DateField past hideHelp label={i18n.t('First day')} value={from ?? told.data.from} onChange={setFrom} />
            </div>
            <div className="k-sales-day">
              <DateField past hideHelp label={i18n.t('Last day')} value={to ?? told.data.to} onChange={setTo} />
            </div>
          </div>
        ) : null}
        <PipelineTabs value={pipeline} onChange={setPipeline} />
        {told.error ? <ProblemNote problem={told.error} onRetry={() => void told.refetch()} /> : null}
        {told.data ? <Told told={told.data} /> : told.error ? null : <SkeletonLines count={8} />}
      </div>
    </div>
  );
}

function Told({ told }: { told: Report }) {
  const { total, stages, answers, partial } = told;
  const empty = total.won + total.lost + stages.length + answers.length === 0;
  if (empty)
    return (
      <EmptyState
        picture="search"
        title={i18n.t('Nothing happened in these days')}
        text={i18n.t('Deals that moved or ended in them are counted here.')}
      />
    );
  return (
    <>
      {partial ? (
        <p className="k-muted">{i18n.t('You see some of the deals. The numbers are of these alone.')}</p>
      ) : null}
      <StageTable told={told} />
      <EndedTable told={told} />
      {total.left_out > 0 ? (
        <p className="k-muted">
          {i18n.t('{count, plural, one {# deal has} other {# deals have}} no exchange rate, and no part in the sums.', {
            count: total.left_out,
          })}
        </p>
      ) : null}
      <ReasonsTable told={told} />
      <AnswersTable told={told} />
      <p className="k-muted">
        {i18n.t('Days are medians. In brackets: where the share lies in 95 of 100 cases, given so few.')}
      </p>
    </>
  );
}

function AnswersTable({ told }: { told: Report }) {
  if (told.answers.length === 0) return null;
  return (
    <div className="k-sales-scroll">
      <table className="k-table k-sales-table">
        <caption>{i18n.t('How soon enquiries were answered')}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n.t('Owner')}</th>
            <th scope="col">{i18n.t('Came')}</th>
            <th scope="col">{i18n.t('Answered')}</th>
            <th scope="col">{i18n.t('Time to answer')}</th>
          </tr>
        </thead>
        <tbody>
          {told.answers.map(({ owner, came, answered, median_seconds: seconds }) => (
            <tr key={owner?.id ?? ''}>
              <th scope="row">{owner ? (owner.name ?? i18n.t('Someone')) : i18n.t('Nobody')}</th>
              <td className="k-num" data-label={i18n.t('Came')}>
                {format.number(came)}
              </td>
              <td className="k-num" data-label={i18n.t('Answered')}>
                {format.number(answered)}
              </td>
              <td className="k-num" data-label={i18n.t('Time to answer')}>
                {seconds === null ? '—' : format.duration(Math.round(seconds))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
