import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { FieldEditor } from '../fields/edit.tsx';
import { fieldLabel } from '../model/model.ts';
import { saveFields, saveLink } from '../model/save.ts';
import { useLinkField } from '../model/slots.ts';

type CellEditorProps = { object: ObjectType; row: RecordRow; field: Field; onDone: () => void };

/** Edits one cell in a small card over it: Enter or leaving saves, Escape leaves it as it was. */
export function CellEditor({ object, row, field, onDone }: CellEditorProps) {
  const [value, setValue] = useState<unknown>(row[field.key] ?? null);
  const left = useRef(false);
  const link = useLinkField(object, field);
  const card = useRef<HTMLDivElement>(null);
  useRoomAndFocus(card);
  const finish = (keep: boolean): void => {
    if (left.current) return;
    left.current = true;
    onDone();
    if (!keep || JSON.stringify(value) === JSON.stringify(row[field.key] ?? null)) return;
    if (link) void saveLink(object, { record: row, field, link, value });
    else void saveFields(object, row, { [field.key]: value });
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') finish(false);
    const oneLine = event.target instanceof HTMLInputElement && event.target.getAttribute('aria-expanded') !== 'true';
    if (event.key === 'Enter' && (oneLine || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish(true);
    }
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>): void => {
    const next = event.relatedTarget;
    const inside = event.currentTarget.contains(next) || (next instanceof Element && next.closest('.k-drop') !== null);
    if (!inside) finish(true);
  };
  return (
    <div
      ref={card}
      className="k-cell-editor"
      role="group"
      aria-label={fieldLabel(field)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKey}
      onBlur={onBlur}
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

/** Near the right or lower edge of the list the card opens to the other side, so that nothing is cut. */
function useRoomAndFocus(card: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const own = card.current?.getBoundingClientRect();
    const list = card.current?.closest('[role="grid"]')?.getBoundingClientRect();
    if (!own || !list || !card.current) return;
    card.current.toggleAttribute('data-left', own.right > list.right);
    card.current.toggleAttribute('data-up', own.bottom > list.bottom && own.height < own.top - list.top);
    // Ticks and stars take no focus by themselves; without it Enter and leaving would not be heard.
    if (!card.current.contains(document.activeElement))
      card.current.querySelector<HTMLElement>('input, button, select, textarea')?.focus({ preventScroll: true });
  }, [card]);
}
