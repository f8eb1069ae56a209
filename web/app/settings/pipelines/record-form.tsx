import { lazy, useState } from 'react';
import { changeRecord, createRecord, issueFor, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { findField, loadFieldEditor, useObject } from '#web/kernel/objects';
import { FormDialog } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

const FieldEditor = lazy(loadFieldEditor);

type Values = Record<string, unknown>;
type Props = {
  title: string;
  /** The plural name of the object, and which of its fields are asked for. */
  api: string;
  fields: string[];
  /** The record to change, or what a new one has besides. */
  row: RecordRow | null;
  begins?: Values;
  done: string;
  onClose: () => void;
};

/** A window for a record of the settings: some of its fields, saved as one change. */
export function RecordForm({ title, api, fields, row, begins = {}, done, onClose }: Props) {
  const object = useObject(api);
  const { problem, busy, run } = useTask();
  const [values, setValues] = useState<Values>(() => ({ ...begins, ...row }));
  const shown = object ? fields.flatMap((key) => findField(object, key) ?? []) : [];
  const save = async (): Promise<void> => {
    const said = Object.fromEntries(fields.map((key) => [key, values[key] ?? null]));
    const work = () => (row ? changeRecord(api, row, said) : createRecord(api, { ...begins, ...said }));
    if (await run(work, done)) onClose();
  };
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      {...{ problem, busy }}
      disabled={!String(values['name'] ?? '').trim()}
      submit={i18n.t('Save')}
      onSubmit={save}
    >
      {shown.map((field, at) => (
        <FieldEditor
          key={field.key}
          field={field}
          value={values[field.key] ?? null}
          autoFocus={at === 0}
          error={issueFor(problem, field.key)}
          onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
        />
      ))}
    </FormDialog>
  );
}
