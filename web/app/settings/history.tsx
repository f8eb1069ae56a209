import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  getJob,
  getUndoDays,
  keys,
  listChangeSets,
  putUndoDays,
  queries,
  type ChangeSet,
  type Page,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { deedWords, redoChanges, RunningWork, undoChanges, useObjects } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Button, Chip, EmptyState, ProblemNote, SelectField, SkeletonLines } from '#web/kernel/ui';
import { useTask } from './use-task.ts';

const origins = (): Record<string, string> => ({
  screen: i18n.t('on screen'),
  api: i18n.t('by a program'),
  import: i18n.t('by an import'),
  automation: i18n.t('by an automation'),
  mail: i18n.t('by mail'),
  agent: i18n.t('by an agent'),
  system: i18n.t('by itself'),
});

/** Every deed of the workspace, newest first, each with its way back. */
export default function History() {
  const pages = useInfiniteQuery({
    queryKey: keys.settings('history'),
    initialPageParam: '',
    queryFn: ({ pageParam }) => listChangeSets({ limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    getNextPageParam: (last: Page<ChangeSet>) => last.next_cursor,
  });
  const all = pages.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="k-stack">
      {useMe().can.administer ? <KeptFor /> : null}
      <ProblemNote problem={pages.error} onRetry={() => void pages.refetch()} />
      {pages.isPending ? <SkeletonLines count={8} /> : null}
      {pages.data && all.length === 0 ? (
        <EmptyState
          title={i18n.t('Nothing was changed yet')}
          text={i18n.t(
            'Each edit, import, merge and bulk change will stand here with its author, and can be taken back.',
          )}
        />
      ) : null}
      <ul className="k-lines-list">
        {all.map((one) => (
          <ChangeLine key={one.id} one={one} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button className="k-self-start" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {i18n.t('Show older')}
        </Button>
      ) : null}
    </div>
  );
}

/** Periods that a firm can choose from; what another program chose stands beside them. */
const DAYS = [90, 180, 365, 730, 1_825];

function KeptFor() {
  const key = keys.settings('undo-days');
  const days = useQuery({ queryKey: key, queryFn: getUndoDays }).data;
  const { problem, busy, run } = useTask();
  if (!days) return null;
  const chosen = days.undo_days === null ? [] : [days.undo_days];
  const choices = [...new Set([...DAYS, ...chosen])].map((count) => ({
    value: String(count),
    label: i18n.t('{count, plural, one {# day} other {# days}}', { count }),
  }));
  return (
    <div className="k-form">
      <ProblemNote problem={problem} />
      <SelectField
        label={i18n.t('Deeds can be taken back for')}
        help={i18n.t('What was done and by whom stays here for ever.')}
        choices={[{ value: 'ever', label: i18n.t('ever') }, ...choices]}
        value={days.undo_days === null ? 'ever' : String(days.undo_days)}
        disabled={busy}
        onChange={(value) => void run(() => putUndoDays(value === 'ever' ? null : Number(value)), i18n.t('Saved.'))}
      />
    </div>
  );
}

function ChangeLine({ one }: { one: ChangeSet }) {
  const what = deedWords(one.label, useObjects());
  const who = one.author?.name ?? i18n.t('Kith');
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{what}</strong>
        </p>
        <p className="k-muted">
          {who} · {origins()[one.origin] ?? one.origin} · <time dateTime={one.at}>{format.dayAndTime(one.at)}</time>
        </p>
        {one.undoing ? <Undoing {...one.undoing} /> : null}
      </div>
      {one.undone ? (
        <>
          <Chip>{i18n.t('Taken back')}</Chip>
          <Button small aria-label={i18n.t('Redo: {what}', { what })} onClick={() => void redoChanges(one.id)}>
            {i18n.t('Redo')}
          </Button>
        </>
      ) : (
        <Button small aria-label={i18n.t('Undo: {what}', { what })} onClick={() => void undoChanges(one.id)}>
          {one.undoing ? i18n.t('Go on taking it back') : i18n.t('Undo')}
        </Button>
      )}
    </li>
  );
}

/** Often enough to see it move. */
const POLL_MS = 700;
const AT_WORK = ['waiting', 'running'];

/** A taking back in the background: how far it is, with a way to stop it; or how far it came. */
function Undoing({ job_id: id, done, total }: NonNullable<ChangeSet['undoing']>) {
  const job = useQuery({
    queryKey: keys.job(id ?? ''),
    enabled: id !== null,
    queryFn: async () => {
      const answer = await getJob(id ?? '');
      if (!AT_WORK.includes(answer.state)) void queries.invalidateQueries({ queryKey: keys.settings('history') });
      return answer;
    },
    refetchInterval: (query) => (AT_WORK.includes(query.state.data?.state ?? '') ? POLL_MS : false),
  }).data;
  const far = { done: job?.progress?.done ?? done, total: job?.progress?.total ?? total };
  if (!job || !AT_WORK.includes(job.state))
    return (
      <p className="k-muted k-num">
        {i18n.t('Partly taken back: {done, number} of {total, number} records.', { done, total })}
      </p>
    );
  return (
    <RunningWork
      label={i18n.t('Being taken back')}
      {...far}
      text={i18n.t('{done, number} of {total, number} records', far)}
      jobId={id}
    />
  );
}
