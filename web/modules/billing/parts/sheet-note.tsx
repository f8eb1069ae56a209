import { useState } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, toast } from '#web/kernel/ui';
import type { DocumentAnswer } from '../lines/sheet.ts';
import { useTools } from '../lines/sheet-tools.ts';

/** Why the lines cannot be changed; null where they can. */
export function whyLocked(object: ObjectType, record: RecordRow): string | null {
  if (!object.can.update || record.can?.update === false) return i18n.t('You may read this and not change it.');
  if (record.deleted_at != null) return i18n.t('This is in the trash.');
  if (record.status === 'draft') return null;
  if (object.api === 'orders') return i18n.t('What was ordered stays as it was.');
  switch (record.status) {
    case 'to_approve':
      return i18n.t('It waits for approval. Reopen it to change it.');
    case 'approved':
      return i18n.t('It is approved as it stands. Reopen it to change it.');
    case 'replaced':
      return i18n.t('A newer version took its place.');
    default:
      return i18n.t('The customer has it as it stands. Make a new version and change that.');
  }
}

/** Under the lines at the left: whether they are written, or why not and what to do. */
export function SheetNote({ why, readFresh }: { why: string | null; readFresh: () => Promise<DocumentAnswer> }) {
  const { state } = useTools();
  if (why !== null) return <p className="k-muted k-sheet-note">{why}</p>;
  if (state.at === 'conflict') return <Conflict readFresh={readFresh} />;
  const elsewhere = state.problem && state.issues.size === 0 ? state.problem : null;
  return (
    <div className="k-sheet-note">
      {elsewhere ? <ProblemNote problem={elsewhere} /> : null}
      <p className="k-muted" aria-live="polite">
        {told(state.at, state.issues.size > 0)}
      </p>
    </div>
  );
}

function told(at: string, marked: boolean): string {
  if (at === 'saved') return i18n.t('All lines are saved.');
  if (at === 'refused') return marked ? i18n.t('Not saved: look at what is marked.') : i18n.t('Not saved.');
  return i18n.t('Saving…');
}

/** Somebody else wrote the lines meanwhile: one of the two stays. */
function Conflict({ readFresh }: { readFresh: () => Promise<DocumentAnswer> }) {
  const { sheet } = useTools();
  const [busy, setBusy] = useState(false);
  const choose = (deed: (fresh: DocumentAnswer) => unknown) => async (): Promise<void> => {
    setBusy(true);
    try {
      await deed(await readFresh());
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    setBusy(false);
  };
  return (
    <div className="k-sheet-note k-stack" role="alert">
      <p>{i18n.t('Somebody else changed these lines while you did. Yours are not saved yet.')}</p>
      <div className="k-row">
        <Button small look="primary" busy={busy} onClick={() => void choose((fresh) => sheet.keepMine(fresh))()}>
          {i18n.t('Keep mine')}
        </Button>
        <Button small busy={busy} onClick={() => void choose((fresh) => sheet.takeTheirs(fresh))()}>
          {i18n.t('Take theirs')}
        </Button>
      </div>
    </div>
  );
}
