import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { tryAgain, usePaths, whyStopped } from '#web/kernel/objects';
import { Button, ProblemNote, SkeletonLines, toast } from '#web/kernel/ui';
import { tellFile } from '../file-words.ts';
import { getMapping, isTakenBack, undoImport, type Import } from '../import-api.ts';
import { CountsTable } from './counts-table.tsx';
import { RejectGrid } from './reject-grid.tsx';
import { ReviewMapping, Warnings } from './review-mapping.tsx';

type ResultProps = { one: Import; onAgain: () => void; onChanged: () => void };

/** The button that ran the import is gone when it ends: what it came to is read next. */
function takeFocus(told: HTMLElement | null): void {
  if (document.activeElement === document.body) told?.focus();
}

/** How an import ended: the numbers, what was kept aside and why, and the way back. */
export function ImportResult({ one, onAgain, onChanged }: ResultProps) {
  const paths = usePaths();
  const [busy, setBusy] = useState(false);
  const [changing, setChanging] = useState(false);
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      const { data } = await undoImport(one.id);
      if (!isTakenBack(data)) toast({ text: i18n.t('The import was taken back.') });
      await queries.invalidateQueries();
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    } finally {
      setBusy(false);
      onChanged();
    }
  };
  if (changing) return <ChangeMapping one={one} onChanged={onChanged} onBack={() => setChanging(false)} />;
  return (
    <div className="k-stack k-review">
      {one.state === 'failed' ? <WhyFailed one={one} /> : null}
      <h2 ref={takeFocus} tabIndex={-1} data-no-ring>
        {headline(one)}
      </h2>
      {broughtSomething(one) ? <CountsTable counts={one} label={i18n.t('In numbers')} /> : null}
      <Warnings one={one} />
      {(one.rejected ?? 0) > 0 ? <RejectGrid one={one} onChanged={onChanged} /> : null}
      <div className="k-import-foot" data-end>
        {one.state === 'done' ? (
          <Button busy={busy} onClick={() => void undo()}>
            {one.undo ? i18n.t('Go on taking it back') : i18n.t('Take the import back')}
          </Button>
        ) : null}
        {one.files.some((file) => file.object) ? (
          <Button onClick={() => setChanging(true)}>{i18n.t('Change the mapping and run again')}</Button>
        ) : null}
        <span className="k-grow" />
        <Button onClick={onAgain}>{one.state === 'failed' ? i18n.t('Other files') : i18n.t('Import more')}</Button>
        {one.state === 'failed' ? null : (
          <Link to={paths.list('people')} className="k-button k-button-primary">
            {i18n.t('See the people')}
          </Link>
        )}
      </div>
    </div>
  );
}

/** Why it failed; where it stopped half-way, with the way on. */
function WhyFailed({ one }: { one: Import }) {
  const { stopped, job_id: job } = one;
  if (stopped && (stopped.again || stopped.reason !== 'mistake'))
    return (
      <ProblemNote
        problem={whyStopped(stopped.reason)}
        {...(stopped.again && job ? { onRetry: () => void tryAgain(job) } : {})}
      />
    );
  return (
    <ProblemNote
      problem={
        (one.error ? tellFile(one.error) : null) ??
        i18n.t('The import stopped. Nothing was half done: drop the files again, or ask your administrator.')
      }
    />
  );
}

const broughtSomething = (one: Import): boolean => counted.some((key) => Number(one[key] ?? 0) > 0);

const counted = ['created', 'updated', 'matched', 'attached', 'interactions', 'skipped', 'rejected'] as const;

function headline(one: Import): string {
  if (one.state === 'failed') return i18n.t('This could not be imported.');
  if (one.state === 'undone') return i18n.t('Taken back: the records are as they were before.');
  if (one.undo) {
    const { done, total } = one.undo;
    return i18n.t('Partly taken back: {done, number} of {total, number} records.', { done, total });
  }
  if (one.state === 'cancelled') return i18n.t('The import was cancelled.');
  return i18n.t('Done.');
}

/** The mapping of the run as it was, to be changed: the next run takes this one back first. */
function ChangeMapping({ one, onChanged, onBack }: { one: Import; onChanged: () => void; onBack: () => void }) {
  const mapping = useQuery({ queryKey: ['import-mapping', one.id], queryFn: () => getMapping(one.id), gcTime: 0 });
  if (mapping.error) return <ProblemNote problem={mapping.error} onRetry={() => void mapping.refetch()} />;
  if (!mapping.data) return <SkeletonLines count={8} />;
  return <ReviewMapping again one={{ ...one, mapping: mapping.data }} onChanged={onChanged} onAgain={onBack} />;
}
