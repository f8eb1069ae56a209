import { useState, type ReactNode } from 'react';
import { issueFor, Problem, type ObjectType } from '#web/kernel/api';
import { FormDialog } from '#web/kernel/ui';
import { FieldEditor } from '../fields/edit.tsx';
import { isEmpty } from '../fields/values.ts';
import { findField } from '../model/model.ts';
import { wireValues } from './form-fields.ts';

export type FieldsDialogProps = {
  title: string;
  /** The object whose fields are asked for, by key, in this order. */
  object: ObjectType;
  fields: string[];
  required: string[];
  /** What stands there at first. */
  values?: Record<string, unknown>;
  submit: string;
  danger?: boolean;
  children?: ReactNode;
  onClose: () => void;
  /** Given what was filled in, as the server takes it; what it throws is shown. */
  onSubmit: (values: Record<string, unknown>) => Promise<unknown>;
};

/** A window that asks for some fields of an object, each with its own control, and sends what was filled in. */
export default function FieldsDialog({ object, fields, required, onSubmit, onClose, ...props }: FieldsDialogProps) {
  const [values, setValues] = useState<Record<string, unknown>>(props.values ?? {});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = fields.flatMap((key) => findField(object, key) ?? []);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const filled = Object.entries(values).filter(([, value]) => !isEmpty(value));
      await onSubmit(wireValues(Object.fromEntries(filled)));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={props.title}
      onClose={onClose}
      problem={problem}
      busy={busy}
      disabled={required.some((key) => isEmpty(values[key]))}
      submit={props.submit}
      {...(props.danger ? { danger: true } : {})}
      onSubmit={send}
    >
      {props.children}
      {shown.map((field, at) => (
        <FieldEditor
          key={field.key}
          field={{ ...field, required: required.includes(field.key) }}
          value={values[field.key] ?? null}
          autoFocus={at === 0}
          error={issueFor(problem, field.key)}
          onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
        />
      ))}
    </FormDialog>
  );
}
