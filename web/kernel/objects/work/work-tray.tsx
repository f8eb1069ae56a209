import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getJob, keys, queries, type BulkResult, type Job, type UndoResult } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote, toast } from '#web/kernel/ui';
import { objectLabel } from '../model/model.ts';
import { undoChanges } from '../undo/undo-changes.ts';
import { useObject } from '../model/use-model.ts';
import { forgetWork, tellRefused, useFollowed, useRefused, type FollowedWork, type Refused } from './followed.ts';
import { RefusalList } from './refusal-list.tsx';
import { RunningWork } from './running-work.tsx';
import { tryAgain, whyStopped, whyWaiting } from './why-stopped.ts';
import './work.css';

/** Often enough to see it move, also where no event comes through. */
const POLL_MS = 700;
const goesOn = (job: Job | undefined): boolean => !job || job.state === 'waiting' || job.state === 'running';
/** Given up, but not for good: it stays on screen until somebody decides. */
const standsStill = (job: Job | undefined): boolean => job?.state === 'parked' && job.again === true;

/** The work on many records that goes on in the background, wherever one is; each with its progress and a stop. */
export default function WorkTray() {
  const followed = useFollowed();
  const refused = useRefused();
  return (
    <>
      {followed.length > 0 ? (
        <section className="k-work-tray" aria-label={i18n.t('Work in the background')}>
          {followed.map((work) => (
            <WorkCard key={work.id} work={work} />
          ))}
        </section>
      ) : null}
      {refused ? (
        <Dialog wide title={refusedTitle(refused)} onClose={() => tellRefused(null)}>
          <RefusalList refused={refused} />
        </Dialog>
      ) : null}
    </>
  );
}

const refusedTitle = ({ result }: Refused): string =>
  i18n.t('{count, plural, one {# record could} other {# records could}} not be changed', { count: result.refused });

function WorkCard({ work }: { work: FollowedWork }) {
  const object = useObject(work.object ?? '');
  const { data: job, error } = useQuery({
    queryKey: keys.job(work.id),
    queryFn: () => getJob(work.id),
    refetchInterval: (query) => (goesOn(query.state.data) && !query.state.error ? POLL_MS : false),
  });
  const told = useRef(false);
  useEffect(() => {
    if (told.current || ((goesOn(job) || standsStill(job)) && !error)) return;
    told.current = true;
    forgetWork(work.id);
    if (!job || error) return;
    tellEnd(work, job);
    void queries.invalidateQueries();
  }, [job, error, work]);
  const what = object ? objectLabel(object, true).toLocaleLowerCase() : i18n.t('records');
  const done = job?.progress?.done ?? 0;
  const total = job?.progress?.total ?? work.count ?? null;
  if (job && standsStill(job))
    return (
      <div className="k-work-card k-stack">
        <p className="k-work-name">{deedName(work, what)}</p>
        <ProblemNote problem={whyStopped(job.reason ?? null)} onRetry={() => void tryAgain(work.id)} />
        <p className="k-row k-wrap">
          <span className="k-muted k-grow">{i18n.t('What it did by then stands in History.')}</span>
          <Button small onClick={() => forgetWork(work.id)}>
            {i18n.t('Leave it so')}
          </Button>
        </p>
      </div>
    );
  const waiting = job ? whyWaiting(job) : null;
  return (
    <div className="k-work-card">
      <p className="k-work-name">{deedName(work, what)}</p>
      {waiting ? <p className="k-muted">{waiting}</p> : null}
      <RunningWork
        label={deedName(work, what)}
        done={done}
        total={total}
        text={
          total === null
            ? i18n.t('{done, number} done', { done })
            : i18n.t('{done, number} of {total, number}', { done, total })
        }
        jobId={work.id}
      />
    </div>
  );
}

function deedName({ deed, name }: FollowedWork, what: string): string {
  if (name) return `${inLanguage(name)}: ${what}`;
  if (deed === 'undo') return i18n.t('Taking back a large change');
  if (deed === 'trash') return i18n.t('Moving {what} to the trash', { what });
  return deed === 'restore' ? i18n.t('Putting {what} back', { what }) : i18n.t('Changing {what}', { what });
}

function tellEnd(work: FollowedWork, job: Job): void {
  if (job.state === 'failed' || job.state === 'parked') {
    toast({
      tone: 'problem',
      text: i18n.t('The work in the background failed. What it did by then stands in History.'),
    });
    return;
  }
  if (work.deed === 'undo') tellUndone(job);
  else if (job.result) tellBulk(work, job.result as BulkResult, job.state === 'cancelled');
  else toast({ text: i18n.t('Stopped before anything was changed.') });
}

function tellUndone(job: Job): void {
  const result = job.result as UndoResult | null;
  if (!result) toast({ text: i18n.t('Stopped half-way; History goes on with it.') });
  else if (result.conflicts.length > 0)
    toast({
      text: i18n.t('Taken back, but for {count, plural, one {# value} other {# values}} that others changed since.', {
        count: result.conflicts.length,
      }),
    });
  else toast({ text: i18n.t('Taken back.') });
}

function tellBulk({ deed, object, undoable = true }: FollowedWork, result: BulkResult, stopped: boolean): void {
  const { changed: count, refused, missed, change_set_id: set } = result;
  const words = [stopped ? i18n.t('Stopped.') : '', doneWords(deed, count)];
  if (missed > 0)
    words.push(i18n.t('{count, plural, one {# left out} other {# left out}}: gone, or not yours.', { count: missed }));
  if (refused > 0) words.push(i18n.t('{count, plural, one {# refused} other {# refused}}.', { count: refused }));
  toast({
    text: words.filter(Boolean).join(' '),
    stay: true,
    ...(count > 0 && undoable ? { undo: () => undoChanges(set) } : {}),
    ...(refused > 0 ? { action: { label: i18n.t('Show why'), run: () => tellRefused({ result, object }) } } : {}),
  });
}

function doneWords(deed: FollowedWork['deed'], count: number): string {
  if (deed === 'trash')
    return i18n.t('{count, plural, one {# record moved} other {# records moved}} to the trash.', { count });
  if (deed === 'restore') return i18n.t('{count, plural, one {# record is} other {# records are}} back.', { count });
  if (deed === 'run') return i18n.t('Done for {count, plural, one {# record} other {# records}}.', { count });
  return i18n.t('{count, plural, one {# record changed} other {# records changed}}.', { count });
}
