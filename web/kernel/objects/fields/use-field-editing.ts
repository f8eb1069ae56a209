import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { saveFields, saveLink } from '../model/save.ts';
import { useLinkField } from '../model/slots.ts';

type Editing = { object: ObjectType; record: RecordRow; field: Field; onDone: () => void };

/** Editing one value where it stands: Enter or leaving saves what changed, Escape leaves it as it was. */
export function useFieldEditing({ object, record, field, onDone }: Editing) {
  const [value, setValue] = useState<unknown>(record[field.key] ?? null);
  const left = useRef(false);
  const link = useLinkField(object, field);
  const finish = (keep: boolean): void => {
    if (left.current) return;
    left.current = true;
    onDone();
    if (!keep || JSON.stringify(value) === JSON.stringify(record[field.key] ?? null)) return;
    if (link) void saveLink(object, { record, field, link, value });
    else void saveFields(object, record, { [field.key]: value });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      finish(false);
    }
    const oneLine = event.target instanceof HTMLInputElement && event.target.getAttribute('aria-expanded') !== 'true';
    if (event.key === 'Enter' && (oneLine || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish(true);
    }
  };
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    const next = event.relatedTarget;
    const inside = event.currentTarget.contains(next) || (next instanceof Element && next.closest('.k-drop') !== null);
    if (!inside) finish(true);
  };
  return { value, setValue, onKeyDown, onBlur };
}
