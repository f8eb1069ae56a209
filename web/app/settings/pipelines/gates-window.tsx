import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { createRecord, issueFor, trashRecord, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, findField, isEditable, useObject } from '#web/kernel/objects';
import { FormDialog, IconButton, SelectField, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

type Props = { stage: RecordRow; gates: RecordRow[]; onClose: () => void };

/** What a stage asks for before a deal enters it: fields of the deal, each firm or to be passed with a reason. */
export function GatesWindow({ stage, gates, onClose }: Props) {
  const deals = useObject('deals');
  const { problem, busy, run } = useTask();
  const [field, setField] = useState<string | null>(null);
  const [kind, setKind] = useState('hard');
  const [message, setMessage] = useState('');
  const asked = gates.map((gate) => gate['field']);
  const choices = (deals?.fields ?? [])
    .filter((one) => isEditable(one) && !['stage', 'pipeline', 'outcome', 'gate_reason'].includes(one.key))
    .filter((one) => !asked.includes(one.key))
    .map((one) => ({ value: one.key, label: fieldLabel(one) }));
  const add = async (): Promise<void> => {
    const values = { stage: stage.id, field, kind, message: message.trim() || null };
    if (!(await run(() => createRecord('stage_gates', values), i18n.t('The gate is there.')))) return;
    setField(null);
    setMessage('');
  };
  const nameOf = (key: unknown): string => {
    const found = deals && findField(deals, String(key));
    return found ? fieldLabel(found) : String(key);
  };
  return (
    <FormDialog
      title={i18n.t('What “{name}” asks for', { name: String(stage['name']) })}
      onClose={onClose}
      {...{ problem, busy }}
      disabled={field === null}
      submit={i18n.t('Add')}
      onSubmit={add}
    >
      {gates.length === 0 ? <p className="k-muted">{i18n.t('Deals enter it as they are.')}</p> : null}
      <ul>
        {gates.map((gate) => (
          <li key={gate.id} className="k-setting-line">
            <span className="k-grow">
              <strong>{nameOf(gate['field'])}</strong>{' '}
              <span className="k-muted">
                {[kindWords()[String(gate['kind'])], gate['message']].filter(Boolean).join(' · ')}
              </span>
            </span>
            <IconButton
              label={i18n.t('Remove {name}', { name: nameOf(gate['field']) })}
              icon={<IconTrash size={16} stroke={1.75} />}
              onClick={() => void run(() => trashRecord('stage_gates', gate.id), i18n.t('The gate is removed.'))}
            />
          </li>
        ))}
      </ul>
      <SelectField
        label={i18n.t('Field of the deal')}
        choices={choices}
        value={field}
        onChange={setField}
        error={issueFor(problem, 'field')}
      />
      <SelectField
        label={i18n.t('How firm')}
        choices={Object.entries(kindWords()).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(value) => setKind(value ?? 'hard')}
      />
      <TextField
        label={i18n.t('What to say')}
        help={i18n.t('Shown where it is missing; left empty, the name of the field is.')}
        value={message}
        onChange={setMessage}
      />
    </FormDialog>
  );
}

const kindWords = (): Record<string, string> => ({
  hard: i18n.t('Must be there'),
  soft: i18n.t('May be passed with a reason'),
});
