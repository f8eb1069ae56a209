import { useState } from 'react';
import { addField, issueFor, type NewField, type NewRollup, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects, wireFilter } from '#web/kernel/objects';
import { Button, CheckField, Dialog, ProblemNote, SelectField, TextArea, TextField } from '#web/kernel/ui';
import { fold } from '#shared/fold';
import { useTask } from '../use-task.ts';
import { apiName, fieldTypes, readOptions } from './field-types.ts';
import { FormulaEditor } from './formula-editor.tsx';
import { leadingFrom, LookupFields, type LookupDraft } from './lookup-fields.tsx';
import { pointingAt, RollupFields, type RollupDraft } from './rollup-fields.tsx';

interface Draft {
  type: string;
  options: string;
  to: string | null;
  required: boolean;
  rollup: RollupDraft;
  formula: string;
  lookup: LookupDraft;
}

const blank: Draft = {
  type: 'text',
  options: '',
  to: 'companies',
  required: false,
  rollup: { of: '', by: '', fn: 'count', where: null },
  formula: '',
  lookup: { through: null, field: null },
};

/** Makes a field of one's own: name in both languages, type, options. */
export function AddField({ object, onClose }: { object: ObjectType; onClose: () => void }) {
  const all = useObjects();
  const mayLookUp = leadingFrom(object).length > 0;
  const mayRollUp = pointingAt(object, all).length > 0;
  const { problem, busy, run } = useTask();
  const [label, setLabel] = useState('');
  const [draft, setDraft] = useState(blank);
  const { type, options, to, required } = draft;
  const save = async (): Promise<void> => {
    const choices = type === 'select' || type === 'multi_select';
    const field = {
      label,
      type,
      required,
      ...(choices ? { options: readOptions(options) } : {}),
      ...(type === 'relation' && to ? { to } : {}),
      ...workedOut(draft),
    };
    if (await run(() => addField(object.api, field), i18n.t('Field added.'))) onClose();
  };
  return (
    <Dialog
      wide={type === 'formula'}
      title={i18n.t('Add a field to {what}', { what: objectLabel(object, true) })}
      onClose={onClose}
    >
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
          choices={[
            ...fieldTypes(),
            { value: 'formula', label: i18n.t('Formula') },
            ...(mayLookUp ? [{ value: 'lookup', label: i18n.t('Looked up on a related record') }] : []),
            ...(mayRollUp ? [{ value: 'rollup', label: i18n.t('Worked out from other records') }] : []),
          ]}
          value={type}
          onChange={(value) => setDraft({ ...draft, type: value ?? 'text' })}
        />
        <TypeFields object={object} draft={draft} onChange={(more) => setDraft({ ...draft, ...more })} />
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

/** What makes the value of a field that nobody types. */
function workedOut({ type, rollup, formula, lookup }: Draft): Partial<NewField> {
  if (type === 'rollup') return { required: false, rollup: toSend(rollup) };
  if (type === 'formula') return { required: false, formula };
  if (type !== 'lookup') return {};
  return { required: false, through: lookup.through ?? '', field: lookup.field ?? '' };
}

function toSend({ where, ...rollup }: RollupDraft): NewRollup {
  const wired = wireFilter(where);
  return wired ? { ...rollup, where: wired } : rollup;
}

type PartProps = { object: ObjectType; draft: Draft; onChange: (more: Partial<Draft>) => void };

/** What is asked of a field beside its name, by its type. */
function TypeFields({ object, draft, onChange }: PartProps) {
  const objects = useObjects().filter((one) => one.kind === 'record');
  const { type } = draft;
  return (
    <>
      {type === 'select' || type === 'multi_select' ? (
        <TextArea
          label={i18n.t('Choices, one a line')}
          value={draft.options}
          onChange={(options) => onChange({ options })}
          required
        />
      ) : null}
      {type === 'relation' ? (
        <SelectField
          label={i18n.t('Points at')}
          choices={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
          value={draft.to}
          onChange={(to) => onChange({ to })}
        />
      ) : null}
      {type === 'rollup' ? (
        <RollupFields object={object} draft={draft.rollup} onChange={(rollup) => onChange({ rollup })} />
      ) : type === 'formula' ? (
        <FormulaEditor object={object} formula={draft.formula} onChange={(formula) => onChange({ formula })} />
      ) : type === 'lookup' ? (
        <LookupFields object={object} draft={draft.lookup} onChange={(lookup) => onChange({ lookup })} />
      ) : (
        <CheckField
          label={i18n.t('Required')}
          checked={draft.required}
          onChange={(required) => onChange({ required })}
        />
      )}
    </>
  );
}
