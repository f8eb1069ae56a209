import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, keys, listRecords, type AnswerOf } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { openCreate, useObject } from '#web/kernel/objects';
import { Button, EmptyState, ProblemNote, SkeletonLines, Tabs } from '#web/kernel/ui';
import { PeopleTable } from '../parts/people-table.tsx';
import { TrackRecord } from '../parts/track-record.tsx';
import { quarterFrom } from '../quarters.ts';
import './forecast.css';

type Forecast = AnswerOf<'GET /api/v1/forecast'>;

const everyOne = { sort: 'position', fields: ['name'] };

/** What a quarter will bring: closed, what people expect, their targets, and what the firm's history says. */
export default function ForecastPage() {
  const [quarter, setQuarter] = useState(quarterFrom(format.today(), 0));
  const targets = useObject('targets');
  const quarters = [-1, 0, 1, 2].map((away) => quarterFrom(format.today(), away));
  const [pipeline, setPipeline] = useState('');
  const pipelines = useQuery({
    queryKey: keys.list('pipelines', everyOne),
    queryFn: () => listRecords('pipelines', everyOne),
  });
  const known = pipelines.data?.data ?? [];
  const told = useQuery({
    queryKey: ['list', 'deals', 'forecast', quarter, pipeline],
    queryFn: () => ask('GET /api/v1/forecast', { query: { quarter, ...(pipeline ? { pipeline } : {}) } }),
    placeholderData: (before) => before,
  });
  return (
    <div className="k-page">
      <div className="k-forecast">
        <header className="k-row k-wrap k-page-head">
          <h1 className="k-grow">{i18n.t('Forecast')}</h1>
          <Tabs
            label={i18n.t('Quarter')}
            value={quarter}
            onChange={setQuarter}
            tabs={quarters.map((value) => ({ value, label: value.replace('-', ' ') }))}
          />
          {targets?.can.create ? (
            <Button onClick={() => openCreate('targets', { starts_on: told.data?.from })}>
              {i18n.t('Set a target')}
            </Button>
          ) : null}
        </header>
        {known.length > 1 ? (
          <Tabs
            label={i18n.t('Pipeline')}
            value={pipeline}
            onChange={setPipeline}
            tabs={[
              { value: '', label: i18n.t('All') },
              ...known.map((one) => ({ value: one.id, label: String(one['name']) })),
            ]}
          />
        ) : null}
        {told.error ? <ProblemNote problem={told.error} onRetry={() => void told.refetch()} /> : null}
        {told.data ? <Quarter told={told.data} /> : told.error ? null : <SkeletonLines count={8} />}
      </div>
    </div>
  );
}

function Quarter({ told }: { told: Forecast }) {
  const { currency, people, total } = told;
  const say = (amount: number): string => format.aboutMoney({ amount: String(amount), currency });
  const note = <TrackRecord told={told} say={say} />;
  if (people.length === 0)
    return (
      <>
        <EmptyState
          picture="search"
          title={i18n.t('Nothing closes in this quarter')}
          text={i18n.t('Deals with a closing date in it, and those won in it, are added up here.')}
        />
        {note}
      </>
    );
  return (
    <>
      <PeopleTable told={told} say={say} />
      {total.left_out > 0 ? (
        <p className="k-muted">
          {i18n.t('{count, plural, one {# deal has} other {# deals have}} no exchange rate, and no part in the sums.', {
            count: total.left_out,
          })}
        </p>
      ) : null}
      {note}
    </>
  );
}
