import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { getJob, keys } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ProblemNote, Progress } from '#web/kernel/ui';
import { Door } from './door.tsx';

/** Often enough to see it move. */
const POLL_MS = 400;
const ENDED = ['done', 'parked', 'cancelled', 'failed'];

/** Waits for the sample firm in sight of the person, then opens the workspace; without one it opens at once. */
export function SampleProgress({ job, slug }: { job: string | null; slug: string }) {
  const { data, error } = useQuery({
    queryKey: keys.job(job ?? ''),
    enabled: job !== null,
    queryFn: () => getJob(job ?? ''),
    refetchInterval: (query) => (ENDED.includes(query.state.data?.state ?? '') ? false : POLL_MS),
  });
  if (job === null || data?.state === 'done') return <Navigate to="/w/$slug" params={{ slug }} replace />;
  const failed = data !== undefined && ENDED.includes(data.state);
  const label = i18n.t('Adding the sample firm …');
  return (
    <Door title={label} text={i18n.t('Customers, deals and two years of history. It takes a few seconds.')}>
      <div className="k-stack" aria-live="polite">
        {failed ? (
          <ProblemNote problem={i18n.t('The sample could not be added. Your workspace is ready all the same.')} />
        ) : (
          <Progress label={label} done={data?.progress?.done ?? 0} total={data?.progress?.total ?? null} />
        )}
        <ProblemNote problem={error} />
        <Link to="/w/$slug" params={{ slug }} className="k-link">
          {failed ? i18n.t('Open the workspace') : i18n.t('Go in now; it goes on by itself')}
        </Link>
      </div>
    </Door>
  );
}
