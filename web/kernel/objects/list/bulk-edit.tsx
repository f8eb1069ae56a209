import { useState } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, SelectField } from '#web/kernel/ui';
import { FieldEditor } from '../fields/edit.tsx';
import { fieldLabel, findField, isEditable } from '../model/model.ts';
import { saveMany } from '../model/save.ts';

/** Sets one field of all chosen records as one deed that can be undone. */
export default function BulkEdit(props: { object: ObjectType; ids: string[]; onClose: () => void }) {
  const { object, ids } = props;
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const field = key ? findField(object, key) : null;
  const fields = object.fields.filter(
    (one) => isEditable(one) && !one.unique && !['files', 'image', 'person_name'].includes(one.type),
  );
  return (
    <Dialog
      title={i18n.t('Change {count, plural, one {# record} other {# records}}', { count: ids.length })}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{i18n.t('Cancel')}</Button>
          <Button
            look="primary"
            disabled={!field}
            onClick={() => {
              props.onClose();
              if (field) void saveMany(object, ids, { [field.key]: value });
            }}
          >
            {i18n.t('Change {count, plural, one {# record} other {# records}}', { count: ids.length })}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        <SelectField
          autoFocus
          label={i18n.t('Field')}
          choices={fields.map((one) => ({ value: one.key, label: fieldLabel(one) }))}
          value={key}
          onChange={(next) => {
            setKey(next);
            setValue(null);
          }}
        />
        {field ? <FieldEditor key={field.key} field={field} value={value} onChange={setValue} /> : null}
        {field ? <p className="k-muted">{i18n.t('An empty value clears the field.')}</p> : null}
      </div>
    </Dialog>
  );
}
