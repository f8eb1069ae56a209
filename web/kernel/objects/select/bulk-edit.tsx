import { useState } from 'react';
import type { BulkChange, Field, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, SelectField } from '#web/kernel/ui';
import { FieldEditor } from '../fields/edit.tsx';
import { fieldLabel, findField, isEditable } from '../model/model.ts';

type Way = 'values' | 'add' | 'remove';
type BulkEditProps = {
  object: ObjectType;
  count: number;
  /** The field that was asked for; null lets one choose. */
  field: string | null;
  onClose: () => void;
  onChange: (change: BulkChange) => void;
};

const isList = (field: Field): boolean => field.type === 'multi_select' || (field.type === 'relation' && field.many);

/** Sets one field of all chosen records, or adds to and takes from a list, as one deed that can be undone. */
export default function BulkEdit({ object, count, onClose, onChange, ...props }: BulkEditProps) {
  const [key, setKey] = useState(props.field);
  const field = key ? findField(object, key) : null;
  const [value, setValue] = useState<unknown>(null);
  const [way, setWay] = useState<Way>(field && isList(field) ? 'add' : 'values');
  const empty = !Array.isArray(value) || value.length === 0;
  const words = i18n.t('Change {count, plural, one {# record} other {# records}}', { count });
  return (
    <Dialog
      title={words}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button
            look="primary"
            disabled={!field || (way !== 'values' && empty)}
            onClick={() => {
              onClose();
              if (field) onChange({ action: 'update', [way]: { [field.key]: value } });
            }}
          >
            {words}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        {props.field ? null : (
          <SelectField
            autoFocus
            label={i18n.t('Field')}
            choices={fieldsOf(object).map((one) => ({ value: one.key, label: fieldLabel(one) }))}
            value={key}
            onChange={(next) => {
              const chosen = next ? findField(object, next) : null;
              setKey(next);
              setValue(null);
              setWay(chosen && isList(chosen) ? 'add' : 'values');
            }}
          />
        )}
        {field && isList(field) ? <WayChoice way={way} onChange={setWay} /> : null}
        {field ? (
          <FieldEditor
            key={field.key}
            field={{ ...field, required: false }}
            value={value}
            onChange={setValue}
            autoFocus={props.field !== null}
          />
        ) : null}
        {field && way === 'values' ? <p className="k-muted">{i18n.t('An empty value clears the field.')}</p> : null}
      </div>
    </Dialog>
  );
}

const fieldsOf = (object: ObjectType): Field[] =>
  object.fields.filter(
    (one) => isEditable(one) && !one.unique && !['files', 'image', 'person_name'].includes(one.type),
  );

function WayChoice({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  return (
    <SelectField
      label={i18n.t('What to do')}
      choices={[
        { value: 'add', label: i18n.t('Add to what is there') },
        { value: 'remove', label: i18n.t('Take away') },
        { value: 'values', label: i18n.t('Put in place of all') },
      ]}
      value={way}
      onChange={(next) => onChange((next ?? 'add') as Way)}
    />
  );
}
