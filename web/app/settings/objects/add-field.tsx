import { useState } from 'react';
import { addField, issueFor, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects } from '#web/kernel/objects';
import { Button, CheckField, Dialog, ProblemNote, SelectField, TextArea, TextField } from '#web/kernel/ui';
import { fold } from '#shared/fold';
import { useTask } from '../use-task.ts';
import { apiName, fieldTypes, readOptions } from './field-types.ts';

/** Makes a field of one's own: name in both languages, type, options. */
export function AddField({ object, onClose }: { object: ObjectType; onClose: () => void }) {
  const objects = useObjects().filter((one) => one.kind === 'record');
  const { problem, busy, run } = useTask();
  const [label, setLabel] = useState('');
  const [type, setType] = useState('text');
  const [options, setOptions] = useState('');
  const [to, setTo] = useState<string | null>('companies');
  const [required, setRequired] = useState(false);
  const save = async (): Promise<void> => {
    const choices = type === 'select' || type === 'multi_select';
    const field = {
      label,
      type,
      required,
      ...(choices ? { options: readOptions(options) } : {}),
      ...(type === 'relation' && to ? { to } : {}),
    };
    if (await run(() => addField(object.api, field), i18n.t('Field added.'))) onClose();
  };
  return (
    <Dialog title={i18n.t('Add a field to {what}', { what: objectLabel(object, true) })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={i18n.t('Name')}
          autoFocus
          required
          value={label}
          onChange={setLabel}
          error={issueFor(problem, 'label')}
          help={label ? i18n.t('In the API: {name}', { name: apiName(label, fold) }) : undefined}
        />
        <SelectField
          label={i18n.t('Type')}
          choices={fieldTypes()}
          value={type}
          onChange={(value) => setType(value ?? 'text')}
        />
        {type === 'select' || type === 'multi_select' ? (
          <TextArea label={i18n.t('Choices, one a line')} value={options} onChange={setOptions} required />
        ) : null}
        {type === 'relation' ? (
          <SelectField
            label={i18n.t('Points at')}
            choices={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
            value={to}
            onChange={setTo}
          />
        ) : null}
        <CheckField label={i18n.t('Required')} checked={required} onChange={setRequired} />
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!label}>
            {i18n.t('Add field')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
