import { lazy, useState } from 'react';
import { createRecord, issueFor, Problem, tellRefusal, type Field } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import {
  findField,
  isEmpty,
  loadFieldEditor,
  recordName,
  saveFields,
  useObject,
  type GateQuestion,
} from '#web/kernel/objects';
import { FormDialog } from '#web/kernel/ui';

const FieldEditor = lazy(loadFieldEditor);
const REASON = 'gate_reason';
const NEXT_STEP = ['subject', 'due_at'];

type Values = Record<string, unknown>;
type Props = { question: GateQuestion; onClose: () => void };

/** What a stage asks of a deal before it enters: the missing fields, a next step, or why it goes on without. The move
 * then goes through as one write. */
export default function GateWindow({ question, onClose }: Props) {
  const { object, row, problem } = question;
  const asked = useAsked(question);
  // The reason of an earlier move is none for this one.
  const [values, setValues] = useState<Values>(() => ({ ...row, [REASON]: null, ...question.values }));
  const [step, setStep] = useState<Values>({});
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      if (asked.step.length > 0) await createRecord('tasks', { ...step, deals: [row.id] });
      const filled = asked.fields.map(({ key }) => [key, values[key] ?? null]);
      onClose();
      await saveFields(object, row, { ...question.values, ...Object.fromEntries(filled) });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setRefused(thrown);
    } finally {
      setBusy(false);
    }
  };
  const editor = (field: Field, at: number, [held, change]: [Values, (values: Values) => void]) => (
    <FieldEditor
      key={field.key}
      field={field}
      value={held[field.key] ?? null}
      autoFocus={at === 0}
      error={issueFor(refused, field.key)}
      onChange={(value) => change({ ...held, [field.key]: value })}
    />
  );
  const excused = asked.fields.some(({ key }) => key === REASON) && !isEmpty(values[REASON]);
  const missing = asked.fields.filter(({ key }) => key !== REASON && isEmpty(values[key]));
  return (
    <FormDialog
      title={i18n.t('{name}: what is asked for', { name: recordName(object, row) })}
      onClose={onClose}
      problem={refused}
      busy={busy}
      disabled={
        missing.some(({ key }) => !excused || asked.hard.has(key)) ||
        (asked.step.length > 0 && isEmpty(step['subject']))
      }
      submit={i18n.t('Move')}
      onSubmit={send}
    >
      <ul className="k-stack">
        {(problem.body.errors ?? []).map(({ pointer, message }) => (
          <li key={pointer}>{tellRefusal(message)}</li>
        ))}
      </ul>
      {asked.fields.map((field, at) => editor(field, at, [values, setValues]))}
      {asked.step.length > 0 ? <h3 className="k-heading">{i18n.t('Next step')}</h3> : null}
      {asked.step.map((field, at) => editor(field, at + asked.fields.length, [step, setStep]))}
    </FormDialog>
  );
}

/** The fields that are asked for; those of a next step belong to a task. */
function useAsked({ object, problem }: GateQuestion) {
  const tasks = useObject('tasks');
  const issues = problem.body.errors ?? [];
  const fields = issues.flatMap(({ pointer = '' }) => findField(object, pointer.slice(1)) ?? []);
  const hard = new Set(
    issues.filter(({ code }) => code === 'gate.field_needed').map(({ pointer = '' }) => pointer.slice(1)),
  );
  const wantsStep = issues.some(({ code }) => code === 'gate.next_step_needed');
  const step = wantsStep && tasks ? NEXT_STEP.flatMap((key) => findField(tasks, key) ?? []) : [];
  return { fields: [...new Set(fields)], hard, step };
}
