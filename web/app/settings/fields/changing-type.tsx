import { useQuery } from '@tanstack/react-query';
import { cancelJob, getJob, keys, queries, type Field } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { tryAgain, whyStopped, whyWaiting } from '#web/kernel/objects';
import { Button, Chip, ProblemNote, toast } from '#web/kernel/ui';
import { typeName } from './field-types.ts';

const pollMs = 700; // often enough to see it end
const atWork = ['waiting', 'running'];

/** A change of type that goes on at a field; where it was given up, why, and both ways out. */
export default function ChangingType({ changing }: { changing: NonNullable<Field['changing']> }) {
  const id = changing.job_id;
  const { data: job } = useQuery({
    queryKey: keys.job(id ?? ''),
    enabled: id !== null,
    queryFn: async () => {
      const answer = await getJob(id ?? '');
      if (!atWork.includes(answer.state) && answer.state !== 'parked')
        void queries.invalidateQueries({ queryKey: keys.objects });
      return answer;
    },
    refetchInterval: (query) => (atWork.includes(query.state.data?.state ?? 'waiting') ? pollMs : false),
  });
  const leave = async (): Promise<void> => {
    await cancelJob(id ?? '').catch((problem: Error) => toast({ tone: 'problem', text: problem.message }));
    await queries.invalidateQueries();
  };
  const waiting = job ? whyWaiting(job) : null;
  return (
    <>
      <p className="k-row k-wrap">
        <Chip tone="amber">{i18n.t('Becomes: {type}', { type: typeName(changing.to) })}</Chip>
        {waiting ? <span className="k-muted">{waiting}</span> : null}
      </p>
      {job?.state === 'parked' ? (
        <>
          <ProblemNote
            problem={whyStopped(job.reason ?? null)}
            {...(job.again ? { onRetry: () => void tryAgain(job.id) } : {})}
          />
          <Button small onClick={() => void leave()}>
            {i18n.t('Keep the type as it is')}
          </Button>
        </>
      ) : null}
    </>
  );
}
