import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects } from '#web/kernel/objects';
import { CheckField, SelectField, TextArea, TextField } from '#web/kernel/ui';
import type { FieldDraft, SettledField } from './field-draft.ts';
import { FormulaEditor } from './formula-editor.tsx';
import { LookupFields } from './lookup-fields.tsx';
import { RollupFields } from './rollup-fields.tsx';

type PartProps = { object: ObjectType; field: SettledField; onChange: (more: Partial<FieldDraft>) => void };

/** What is asked of a new field beside its name, by its type. */
export function TypeFields(props: PartProps) {
  const { object, field, onChange } = props;
  switch (field.type) {
    case 'rollup':
      return <RollupFields object={object} draft={field.rollup} onChange={(rollup) => onChange({ rollup })} />;
    case 'formula':
      return <FormulaEditor object={object} formula={field.formula} onChange={(formula) => onChange({ formula })} />;
    case 'lookup':
      return <LookupFields object={object} draft={field.lookup} onChange={(lookup) => onChange({ lookup })} />;
    default:
      return <Typed {...props} />;
  }
}

function Typed({ field, onChange }: PartProps) {
  const objects = useObjects().filter((one) => one.kind === 'record');
  return (
    <>
      {field.type === 'select' || field.type === 'multi_select' ? (
        <TextArea
          label={i18n.t('Choices, one a line or with commas')}
          value={field.options}
          onChange={(options) => onChange({ options })}
          required
        />
      ) : null}
      {field.type === 'relation' ? (
        <>
          <SelectField
            label={i18n.t('Points at')}
            choices={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
            value={field.to}
            onChange={(to) => onChange({ to })}
          />
          <CheckField
            label={i18n.t('At several of them')}
            checked={field.many}
            onChange={(many) => onChange({ many })}
          />
        </>
      ) : null}
      {field.type === 'dated_relation' ? <Between field={field} objects={objects} onChange={onChange} /> : null}
      {field.type === 'dated_relation' ? null : field.type === 'autonumber' ? (
        <p className="k-muted">{i18n.t('Kith counts: 1, 2, 3 … Records that are there get theirs by age.')}</p>
      ) : (
        <CheckField
          label={i18n.t('Required')}
          checked={field.required}
          onChange={(required) => onChange({ required })}
        />
      )}
    </>
  );
}

type BetweenProps = Omit<PartProps, 'object'> & { objects: ObjectType[] };

/** What a dated relation leads to, and how each side speaks of it. */
function Between({ field, objects, onChange }: BetweenProps) {
  return (
    <>
      <SelectField
        label={i18n.t('Points at')}
        choices={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
        value={field.to}
        onChange={(to) => onChange({ to })}
      />
      <TextField
        label={i18n.t('Its name on the other side')}
        required
        autoComplete="off"
        value={field.reverse}
        onChange={(reverse) => onChange({ reverse })}
      />
      <TextArea
        label={i18n.t('Labels, one a line')}
        placeholder={i18n.t('director of = has director')}
        help={i18n.t('Behind = stands how the other side says it.')}
        value={field.options}
        onChange={(options) => onChange({ options })}
      />
    </>
  );
}
