import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, type AnswerOf } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { DateField, EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { PipelineTabs } from '../parts/pipeline-tabs.tsx';
import './sales-pages.css';

type Changed = AnswerOf<'GET /api/v1/pipelines/changes'>;
type Kind = Changed['kinds'][number]['kind'];
type Deal = Changed['deals'][number];
type Side = Deal['before'];

const kindNames: Record<Kind, () => string> = {
  came: () => i18n.t('Came'),
  won: () => i18n.t('Won'),
  lost: () => i18n.t('Lost'),
  slipped: () => i18n.t('Slipped'),
  grew: () => i18n.t('Grew'),
  shrank: () => i18n.t('Shrank'),
  forward: () => i18n.t('Moved forward'),
  back: () => i18n.t('Moved back'),
  went: () => i18n.t('Went'),
};

/** What became of deals since a day: came, won, lost, slipped, grew, shrank, moved, with names and sums. */
export default function ChangedPage() {
  const paths = usePaths();
  // Until a day is chosen, the server says which Monday the last one was.
  const [since, setSince] = useState<string | null>(null);
  const [pipeline, setPipeline] = useState('');
  const told = useQuery({
    queryKey: ['list', 'deals', 'changed', since, pipeline],
    queryFn: () =>
      ask('GET /api/v1/pipelines/changes', {
        query: { ...(since ? { since } : {}), ...(pipeline ? { pipeline } : {}) },
      }),
    placeholderData: (before) => before,
  });
  const day = told.data?.since ?? null;
  return (
    <div className="k-page">
      <div className="k-sales-page">
        <header className="k-row k-wrap k-page-head">
          <h1 className="k-grow">
            {day
              ? i18n.t('What changed since {day}', { day: format.calendarDay(day, { weekday: true }) })
              : i18n.t('What changed')}
          </h1>
          <Link to={paths.page('sales-report')} className="k-button k-button-plain">
            {i18n.t('Sales report')}
          </Link>
        </header>
        {day ? (
          <div className="k-sales-day">
            <DateField
              past
              hideHelp
              label={i18n.t('Since the beginning of')}
              value={since ?? day}
              onChange={setSince}
            />
          </div>
        ) : null}
        <PipelineTabs value={pipeline} onChange={setPipeline} />
        {told.error ? <ProblemNote problem={told.error} onRetry={() => void told.refetch()} /> : null}
        {told.data ? <Told told={told.data} /> : told.error ? null : <SkeletonLines count={8} />}
      </div>
    </div>
  );
}

function Told({ told }: { told: Changed }) {
  const kinds = told.kinds.filter(({ count }) => count > 0);
  const leftOut = Math.max(0, ...kinds.map((one) => one.left_out));
  return (
    <>
      {told.partial ? (
        <p className="k-muted">{i18n.t('You see some of the deals. The sums are of these alone.')}</p>
      ) : null}
      {kinds.length === 0 ? (
        <EmptyState
          picture="search"
          title={i18n.t('Nothing changed since')}
          text={i18n.t('Deals that come, go, move, slip, grow or shrink are told here.')}
        />
      ) : (
        <ul className="k-changed-sums" aria-label={i18n.t('Sums')}>
          {kinds.map((one) => (
            <li key={one.kind}>
              <a href={`#${one.kind}`} className="k-link">
                {kindNames[one.kind]()}
              </a>
              <strong>{format.number(one.count)}</strong>
              <span className="k-muted">{one.sum === null ? null : signed(one, told.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      {leftOut > 0 ? (
        <p className="k-muted">
          {i18n.t('{count, plural, one {# deal has} other {# deals have}} no exchange rate, and no part in the sums.', {
            count: leftOut,
          })}
        </p>
      ) : null}
      {kinds.map(({ kind }) => (
        <Kind key={kind} kind={kind} told={told} />
      ))}
      {told.more ? (
        <p className="k-muted">{i18n.t('The names are of the 500 worthiest; the sums are of all.')}</p>
      ) : null}
    </>
  );
}

function signed({ kind, sum }: Changed['kinds'][number], currency: string): string {
  const text = format.money({ amount: sum ?? '0', currency }, true);
  return kind === 'grew' ? `+${text}` : text;
}

function Kind({ kind, told }: { kind: Kind; told: Changed }) {
  const paths = usePaths();
  const deals = told.deals.filter(({ became }) => became.includes(kind));
  return (
    <section id={kind} aria-label={kindNames[kind]()}>
      <h2 className="k-heading">{kindNames[kind]()}</h2>
      <ul className="k-changed-deals">
        {deals.map((deal) => (
          <li key={deal.id}>
            {deal.after ? (
              <Link to={paths.record('deals', deal.id)} className="k-link">
                {deal.name ?? i18n.t('No name')}
              </Link>
            ) : (
              <span>{deal.name ?? i18n.t('No name')}</span>
            )}
            <span className="k-changed-what">{difference(kind, deal)}</span>
            <span className="k-num">{amountOf(deal.after ?? deal.before)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const amountOf = (side: Side): string => (side?.amount ? format.money(side.amount, true) : '');
const stageOf = (side: Side): string => side?.stage?.name ?? i18n.t('None');
const dayOf = (side: Side): string => (side?.closes_on ? format.calendarDay(side.closes_on) : i18n.t('None'));

/** What was and what is, of that which the kind is about. */
function difference(kind: Kind, { before, after }: Deal): string {
  const arrow = (of: (side: Side) => string): string => `${of(before)} → ${of(after)}`;
  if (kind === 'slipped') return arrow(dayOf);
  if (kind === 'grew' || kind === 'shrank') return arrow((side) => amountOf(side) || i18n.t('None'));
  if (kind === 'came') return stageOf(after);
  if (kind === 'went') return stageOf(before);
  return before ? arrow(stageOf) : stageOf(after);
}
