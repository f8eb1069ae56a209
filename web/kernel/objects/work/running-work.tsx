import { useState } from 'react';
import { cancelJob, queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Progress, toast } from '#web/kernel/ui';

type WorkProps = {
  label: string;
  done: number;
  total: number | null;
  /** How far, in words; what is counted differs. */
  text: string;
  /** The job that does it; without one there is nothing to stop. */
  jobId: string | null;
};

/** Work in the background: how far it is, and a button that stops it. What was done by then stays. */
export function RunningWork({ label, done, total, text, jobId }: WorkProps) {
  const [asked, setAsked] = useState(false);
  const stop = async (id: string): Promise<void> => {
    setAsked(true);
    try {
      await cancelJob(id);
      await queries.invalidateQueries();
    } catch (problem) {
      setAsked(false);
      toast({ tone: 'problem', text: (problem as Error).message });
    }
  };
  return (
    <div className="k-stack k-running-work">
      <Progress label={label} done={done} total={total} />
      <p className="k-row k-wrap">
        <span className="k-muted k-num k-grow">{text}</span>
        {jobId ? (
          <Button small busy={asked} onClick={() => void stop(jobId)}>
            {asked ? i18n.t('Stopping …') : i18n.t('Stop')}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
