import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { RunningWork, whyWaiting } from '#web/kernel/objects';
import { ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { getImport, isTakenBack, startImport, type Import } from '../import-api.ts';
import { DropFiles } from '../parts/drop-files.tsx';
import { ImportResult } from '../parts/import-result.tsx';
import { ReviewMapping } from '../parts/review-mapping.tsx';
import '../parts/transfer.css';

/** The event stream tells of each step; this is only for one that was missed while the line was down. */
const POLL_MS = 10_000;

/** Drop anything, see what was recognised, check the columns, see the numbers, go. */
export default function ImportPage() {
  const { id } = useSearch({ strict: false }) as { id?: string };
  const navigate = useNavigate();
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const show = (next: string | null): void => void navigate({ to: '.', search: (next ? { id: next } : {}) as never });
  const start = async (files: File[], ownDomains: string | null): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      show((await startImport(files, ownDomains)).id);
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="k-page">
      <div className="k-import">
        <header className="k-page-head">
          <h1>{i18n.t('Import')}</h1>
          <p className="k-muted">
            {i18n.t(
              'Bring people, companies and history from files or from another program. Nothing ' +
                'is written before you have seen the numbers, and everything can be taken back.',
            )}
          </p>
        </header>
        <ProblemNote problem={problem} />
        {id ? (
          <OneImport id={id} onAgain={() => show(null)} />
        ) : (
          <DropFiles busy={sending} onFiles={(files, ownDomains) => void start(files, ownDomains)} />
        )}
      </div>
    </div>
  );
}

function OneImport({ id, onAgain }: { id: string; onAgain: () => void }) {
  const answer = useQuery({
    queryKey: ['import', id],
    queryFn: () => getImport(id),
    refetchInterval: (query) => (query.state.data && isAtWork(query.state.data) ? POLL_MS : false),
  });
  if (answer.error) return <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <SkeletonLines count={8} />;
  const one = answer.data;
  if (one.state === 'reading') return <Working one={one} label={i18n.t('Reading the files …')} />;
  if (one.state === 'running')
    return <Working one={one} label={one.taking_back ? i18n.t('Taking the last run back …') : i18n.t('Writing …')} />;
  if (isTakenBack(one)) return <Working one={one} label={i18n.t('Taking the import back …')} />;
  if (one.state === 'ready')
    return <ReviewMapping key={one.id} one={one} onChanged={() => void answer.refetch()} onAgain={onAgain} />;
  return <ImportResult one={one} onAgain={onAgain} onChanged={() => void answer.refetch()} />;
}

function isAtWork(one: Import): boolean {
  return one.state === 'reading' || one.state === 'running' || isTakenBack(one);
}

function Working({ one, label }: { one: Import; label: string }) {
  const { done = 0, total = null } = one.undo ?? one.progress ?? {};
  return (
    <section className="k-stack k-working" aria-live="polite">
      <h2>{label}</h2>
      <RunningWork
        label={label}
        done={done}
        total={total}
        text={howFar(one.undo !== null, done, total)}
        jobId={one.state === 'reading' ? null : (one.undo?.job_id ?? one.job_id ?? null)}
      />
      {one.stopped ? <p>{whyWaiting({ state: 'waiting', reason: one.stopped.reason })}</p> : null}
      <p className="k-muted">{i18n.t('You can leave this page; the work goes on.')}</p>
    </section>
  );
}

function howFar(records: boolean, done: number, total: number | null): string {
  if (records) return i18n.t('{done, number} of {total, number} records', { done, total: total ?? 0 });
  return total
    ? i18n.t('{done, number} of {total, number} rows', { done, total })
    : i18n.t('{done, number} rows', { done });
}
