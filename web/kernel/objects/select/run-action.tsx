import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listActions, startBulk, type BulkChoice, type ObjectType, type RecordAction } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { Dialog, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import FieldsDialog from '../forms/fields-dialog.tsx';
import { useObject } from '../model/use-model.ts';
import { followWork } from '../work/followed.ts';

type Props = { object: ObjectType; choice: BulkChoice; count: number; onClose: () => void };

/** What can be done with all chosen records: first which of it, then what it asks for. It goes on in the background. */
export default function RunAction({ object, choice, count, onClose }: Props) {
  const [action, setAction] = useState<RecordAction | null>(null);
  const asked = useQuery({ queryKey: ['actions', object.api], queryFn: () => listActions(object.api) });
  if (action) return <Asked object={object} action={action} choice={choice} count={count} onClose={onClose} />;
  return (
    <Dialog title={i18n.t('What to do')} onClose={onClose}>
      <ProblemNote problem={asked.error} onRetry={() => void asked.refetch()} />
      {asked.isPending ? <SkeletonLines /> : null}
      {asked.data?.length === 0 ? <p className="k-muted">{i18n.t('There is nothing to run here.')}</p> : null}
      <ul className="k-stack">
        {(asked.data ?? []).map((one) => (
          <li key={one.key}>
            <button type="button" className="k-link" onClick={() => setAction(one)}>
              {inLanguage(one.label)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** What is filled in where nobody says otherwise, by field. */
const FIRST: Record<string, Record<string, unknown>> = { consents: { channel: 'email', answer: 'yes' } };

function Asked({ object, action, choice, count, onClose }: Props & { action: RecordAction }) {
  const { input } = action;
  // An action that asks for nothing is asked about with no field of the records themselves.
  const from = useObject(input?.object ?? object.api) ?? object;
  const run = async (values: Record<string, unknown>): Promise<void> => {
    const change = { action: 'run' as const, run: action.key, input: values };
    const { job_id } = await startBulk(object.api, choice, change);
    followWork({ id: job_id, deed: 'run', object: object.api, count, name: action.label, undoable: action.undoable });
  };
  return (
    <FieldsDialog
      title={inLanguage(action.label)}
      object={from}
      fields={input?.fields ?? []}
      required={input?.required ?? []}
      values={FIRST[input?.object ?? ''] ?? {}}
      submit={i18n.t('Run for {count, plural, one {# record} other {# records}}', { count })}
      onClose={onClose}
      onSubmit={run}
    >
      <p className="k-muted">
        {action.undoable
          ? i18n.t('It goes on in the background; you can stop it, and take all of it back at once.')
          : i18n.t('It goes on in the background and you can stop it. It is not taken back by Undo.')}
      </p>
      {input?.fields.includes('assignee') ? (
        <p className="k-muted">{i18n.t('Left empty, each goes to the owner of its record.')}</p>
      ) : null}
    </FieldsDialog>
  );
}
