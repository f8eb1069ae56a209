import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Button, ProblemNote, toast } from '#web/kernel/ui';
import { isTakenBack, listImportRows, rejectsAddress, undoImport, type Import } from '../import-api.ts';
import { CountsTable } from './counts-table.tsx';
import { Warnings } from './review-mapping.tsx';

type ResultProps = { one: Import; onAgain: () => void; onChanged: () => void };

/** How an import ended: the numbers, what was kept aside and why, and the way back. */
export function ImportResult({ one, onAgain, onChanged }: ResultProps) {
  const paths = usePaths();
  const [busy, setBusy] = useState(false);
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
  return (
    <div className="k-stack k-review">
      {one.state === 'failed' ? (
        <ProblemNote
          problem={
            one.error ??
            i18n.t('The import stopped. Nothing was half done: drop the files again, or ask your administrator.')
          }
        />
      ) : null}
      <h2>{headline(one)}</h2>
      <CountsTable counts={one} label={i18n.t('In numbers')} />
      <Warnings one={one} />
      {(one.rejected ?? 0) > 0 ? <Rejects one={one} /> : null}
      <div className="k-import-foot">
        {one.state === 'done' ? (
          <Button busy={busy} onClick={() => void undo()}>
            {one.undo ? i18n.t('Go on taking it back') : i18n.t('Take the import back')}
          </Button>
        ) : null}
        <span className="k-grow" />
        <Button onClick={onAgain}>{i18n.t('Import more')}</Button>
        <Link to={paths.list('people')} className="k-button k-button-primary">
          {i18n.t('See the people')}
        </Link>
      </div>
    </div>
  );
}

function headline(one: Import): string {
  if (one.state === 'undone') return i18n.t('Taken back: the records are as they were before.');
  if (one.undo) {
    const { done, total } = one.undo;
    return i18n.t('Partly taken back: {done, number} of {total, number} records.', { done, total });
  }
  if (one.state === 'cancelled') return i18n.t('The import was cancelled.');
  return i18n.t('Done.');
}

function Rejects({ one }: { one: Import }) {
  const rows = useQuery({ queryKey: ['import-rows', one.id], queryFn: () => listImportRows(one.id, 'rejected') });
  return (
    <section className="k-card" aria-label={i18n.t('Kept aside')}>
      <h2 className="k-heading">{i18n.t('Kept aside')}</h2>
      <p>
        {i18n.t(
          '{count, plural, one {# row was} other {# rows were}} kept aside. Download the file, ' +
            'mend it, and drop it again.',
          { count: one.rejected ?? 0 },
        )}
      </p>
      <ul className="k-rejects">
        {(rows.data ?? []).map((row) => (
          <li key={`${row.file}-${row.sheet ?? ''}-${String(row.row)}`}>
            <span className="k-num k-muted">{i18n.t('{file}, row {row}', { file: row.file, row: row.row })}</span>{' '}
            {row.reason}
          </li>
        ))}
      </ul>
      <a className="k-button k-button-plain" href={rejectsAddress(one.id)}>
        {i18n.t('Download the rows kept aside')}
      </a>
    </section>
  );
}
