import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { FieldEditor } from '../fields/edit.tsx';
import { useFieldEditing } from '../fields/use-field-editing.ts';
import { fieldLabel } from '../model/model.ts';

type CellEditorProps = { object: ObjectType; row: RecordRow; field: Field; onDone: () => void };

/** Edits one cell in a small card over it: Enter or leaving saves, Escape leaves it as it was. */
export function CellEditor({ object, row, field, onDone }: CellEditorProps) {
  const { value, setValue, onKeyDown, onBlur } = useFieldEditing({ object, record: row, field, onDone });
  const card = useRef<HTMLDivElement>(null);
  useRoomAndFocus(card);
  return (
    <div
      ref={card}
      className="k-cell-editor"
      role="group"
      aria-label={fieldLabel(field)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        onKeyDown(event);
      }}
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
