import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ask, changeRecord, Problem, queries, type BodyOf, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { loadFieldsDialog, saved, useObject, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { Button, ProblemNote } from '#web/kernel/ui';

const FieldsDialog = lazy(loadFieldsDialog);

const OPEN = ['new', 'assigned', 'answered', 'qualified'];

/** How long an enquiry waits or waited, why it is whose it is, and the ways on: into a deal, or in from aside. */
export default function EnquiryCard({ object, record }: RecordSlotProps) {
  const deals = useObject('deals');
  const [converting, setConverting] = useState(false);
  if (object.api !== 'enquiries') return null;
  const may = record.can?.update !== false && record.deleted_at == null;
  const open = OPEN.includes(String(record.status));
  const label = i18n.t('Answering');
  return (
    <section className="k-card" aria-label={label}>
      <h2 className="k-heading">{label}</h2>
      <p>{waited(record)}</p>
      {typeof record.assigned_because === 'string' ? <p className="k-muted">{record.assigned_because}</p> : null}
      {may && record.status === 'suspected' ? <LetIn record={record} /> : null}
      {may && open && deals?.can.create ? (
        <div className="k-row">
          <Button small look="primary" onClick={() => setConverting(true)}>
            {i18n.t('Convert to a deal')}
          </Button>
        </div>
      ) : null}
      <Suspense>{converting ? <Convert record={record} onClose={() => setConverting(false)} /> : null}</Suspense>
    </section>
  );
}

function waited(record: RecordRow): string {
  const since = format.relativeTime(String(record.received_at));
  if (record.first_answered_at == null) return i18n.t('Received {since}, not answered yet.', { since });
  const minutes = Math.round(Number(record.answer_time) / 60);
  if (minutes < 120)
    return i18n.t('Answered after {count, plural, one {# minute} other {# minutes}}.', { count: minutes });
  const hours = Math.round(minutes / 60);
  return i18n.t('Answered after {count, plural, one {# hour} other {# hours}}.', { count: hours });
}

/** What was set aside as sent by a program, and is none. */
function LetIn({ record }: { record: RecordRow }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const letIn = async (): Promise<void> => {
    try {
      const { changeSet } = await changeRecord('enquiries', record, { status: 'new' });
      await queries.invalidateQueries();
      saved(i18n.t('The enquiry is let in.'), changeSet);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  };
  return (
    <>
      <p className="k-muted">
        {i18n.t('It looked as if a program had sent it. Nobody was looked for or added until you let it in.')}
      </p>
      <ProblemNote problem={problem} />
      <div className="k-row">
        <Button small look="primary" onClick={() => void letIn()}>
          {i18n.t('Let it in')}
        </Button>
      </div>
    </>
  );
}

const ASKED = ['title', 'amount', 'pipeline', 'closes_on'];

function Convert({ record, onClose }: { record: RecordRow; onClose: () => void }) {
  const deals = useObject('deals');
  const navigate = useNavigate();
  const paths = usePaths();
  if (!deals) return null;
  return (
    <FieldsDialog
      title={i18n.t('Convert to a deal')}
      object={deals}
      fields={ASKED}
      required={['title']}
      values={{ title: record.subject }}
      submit={i18n.t('Convert')}
      onClose={onClose}
      onSubmit={async (values) => {
        const body = values as BodyOf<'POST /api/v1/enquiries/{id}/convert'>;
        const deal = await ask('POST /api/v1/enquiries/{id}/convert', { params: { id: record.id }, body });
        await queries.invalidateQueries();
        await navigate({ to: paths.record('deals', String((deal as { id: string }).id)) });
      }}
    >
      <p className="k-muted">{i18n.t('The deal is about the same person and company, and goes to the same owner.')}</p>
    </FieldsDialog>
  );
}
