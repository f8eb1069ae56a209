import { IconLock, IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Tip } from '#web/kernel/ui';
import { FieldEditor } from '../fields/edit.tsx';
import { FieldValue } from '../fields/show.tsx';
import { useFieldEditing } from '../fields/use-field-editing.ts';
import { isEmpty } from '../fields/values.ts';
import { useIsNew } from '../looks/new-since.tsx';
import { fieldLabel, isEditable } from '../model/model.ts';
import { useLinkField } from '../model/slots.ts';

type FactProps = { object: ObjectType; record: RecordRow; field: Field };

/** One fact: press to edit it in place, leave it to save, Escape to leave it as it was. */
export function FactRow({ object, record, field }: FactProps) {
  const [editing, setEditing] = useState(false);
  const link = useLinkField(object, field);
  const may = (isEditable(field) || link !== null) && object.can.update && record.can?.update !== false;
  const isNew = useIsNew(field.key);
  // What a formula works out is nobody's to change: only what the role alone keeps shut has the lock.
  const locked = useMe().can.rights.objects[object.key]?.fields[field.key] === 'read';
  const button = useRef<HTMLButtonElement>(null);
  const value = record[field.key];
  if (editing) {
    return (
      <FactEditor
        object={object}
        record={record}
        field={field}
        onDone={() => {
          setEditing(false);
          requestAnimationFrame(() => button.current?.focus());
        }}
      />
    );
  }
  const shown =
    isEmpty(value) && field.type !== 'checkbox' ? (
      <span className="k-muted">—</span>
    ) : (
      <FieldValue field={field} value={value} />
    );
  return (
    <div className="k-fact" data-editable={may || undefined} data-new={isNew || undefined}>
      <dt>
        {fieldLabel(field)}
        {isNew ? <span className="k-hidden"> ({i18n.t('changed since you last looked')})</span> : null}
      </dt>
      <dd onDoubleClick={() => setEditing(may)}>
        <div className="k-fact-value">{shown}</div>
        {locked ? (
          <Tip label={i18n.t('Your role lets you read this, not change it.')}>
            <span
              className="k-fact-lock"
              role="img"
              aria-label={i18n.t('Your role lets you read this, not change it.')}
            >
              <IconLock size={14} stroke={1.75} aria-hidden="true" />
            </span>
          </Tip>
        ) : null}
        {may ? (
          <button
            ref={button}
            type="button"
            className="k-fact-edit"
            aria-label={i18n.t('Edit {name}', { name: fieldLabel(field) })}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={14} stroke={1.75} aria-hidden="true" />
          </button>
        ) : null}
      </dd>
    </div>
  );
}

function FactEditor({ object, record, field, onDone }: FactProps & { onDone: () => void }) {
  const { value, setValue, onKeyDown, onBlur } = useFieldEditing({ object, record, field, onDone });
  return (
    <div className="k-fact-editor" role="group" aria-label={fieldLabel(field)} onKeyDown={onKeyDown} onBlur={onBlur}>
      <dt className="k-hidden">{fieldLabel(field)}</dt>
      <dd>
        <FieldEditor
          field={field}
          value={value}
          autoFocus
          onChange={setValue}
          record={{ object: object.api, id: record.id }}
        />
      </dd>
    </div>
  );
}
