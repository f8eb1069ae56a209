import { useRef, useState, type KeyboardEvent } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { FieldEditor } from '../fields/edit.tsx';
import { saveFields } from '../model/save.ts';

type CellEditorProps = { object: ObjectType; row: RecordRow; field: Field; onDone: () => void };

/** Edits one cell in a small card over it: Enter or leaving saves, Escape leaves it as it was. */
export function CellEditor({ object, row, field, onDone }: CellEditorProps) {
  const [value, setValue] = useState<unknown>(row[field.key] ?? null);
  const left = useRef(false);
  const finish = (keep: boolean): void => {
    if (left.current) return;
    left.current = true;
    onDone();
    if (keep && JSON.stringify(value) !== JSON.stringify(row[field.key] ?? null))
      void saveFields(object, row, { [field.key]: value });
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') finish(false);
    const typing = event.target instanceof HTMLInputElement && event.target.getAttribute('aria-expanded') !== 'true';
    if (event.key === 'Enter' && typing) finish(true);
  };
  return (
    <div
      className="k-cell-editor"
      role="group"
      aria-label={field.key}
      onKeyDown={onKey}
      onBlur={(event) => {
        const inside =
          event.currentTarget.contains(event.relatedTarget) ||
          document.querySelector('.k-drop')?.contains(event.relatedTarget);
        if (!inside) finish(true);
      }}
    >
      <FieldEditor
        field={field}
        value={value}
        autoFocus
        onChange={setValue}
        record={{ object: object.api, id: row.id }}
      />
    </div>
  );
}
