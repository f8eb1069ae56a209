import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { getHome, keys, markLooked } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { ComingUp } from './coming-up.tsx';
import { DoNow } from './do-now.tsx';
import { greeting } from './greeting.ts';
import { SinceThen } from './since.tsx';
import { StayInTouch } from './stay-in-touch.tsx';
import './home.css';

/** The day at a glance: what is due, whom to call and why, what is coming, what changed. */
export default function HomePage() {
  const me = useMe();
  useEffect(() => () => void markLooked().catch(() => undefined), []);
  const home = useQuery({ queryKey: keys.home, queryFn: getHome });
  const today = format.today();
  const empty =
    home.data &&
    home.data.tasks.length +
      home.data.stay_in_touch.length +
      home.data.coming_up.length +
      home.data.since.items.length ===
      0;
  return (
    <div className="k-page k-home">
      <header className="k-home-head">
        <p className="k-muted k-today">{format.calendarDay(today, { weekday: true })}</p>
        <h1>{greeting(me.member.name, me.member.time_zone ?? me.workspace.time_zone)}</h1>
      </header>
      <ProblemNote problem={home.error} onRetry={() => void home.refetch()} />
      {home.isPending ? <SkeletonLines count={9} /> : null}
      {empty ? <FirstDay /> : null}
      {home.data && !empty ? (
        <div className="k-home-columns">
          <div className="k-home-column">
            <DoNow tasks={home.data.tasks} today={today} />
            <StayInTouch lines={home.data.stay_in_touch} />
          </div>
          <div className="k-home-column">
            <ComingUp lines={home.data.coming_up} today={today} />
            <SinceThen since={home.data.since} />
          </div>
        </div>
      ) : null}
    </div>
  );
}

function FirstDay() {
  const paths = usePaths();
  return (
    <EmptyState
      title={i18n.t('Your day will be here')}
      text={i18n.t(
        'Tasks that are due, people to stay in touch with and why, birthdays and name days, and ' +
          'what colleagues did. It fills itself once your contacts are in.',
      )}
      action={
        <Link to={paths.page('import')} className="k-button k-button-primary">
          {i18n.t('Import contacts')}
        </Link>
      }
    />
  );
}
