import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import type { Field } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel } from '#web/kernel/objects';
import { IconButton, Menu, type MenuEntry } from '#web/kernel/ui';
import { dropAt, placesOf, showable, useEditing } from './editing.ts';
import { moveField, stepField, type Place } from './layout-draft.ts';

const icon = { size: 16, stroke: 1.75 };

/** What takes a field or a part that is dropped on it. */
export function useDrop(to: Place) {
  const editing = useEditing();
  const [over, setOver] = useState(false);
  return {
    'data-over': (over && editing.dragged !== null) || undefined,
    onDragOver: (event: DragEvent) => {
      if (!editing.dragged) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      dropAt(editing, to);
    },
  };
}

type LineProps = { field: Field; section?: string };

/** One field of a layout: dragged, moved by buttons, or sent elsewhere from its menu. */
export function FieldLine({ field, section }: LineProps) {
  const editing = useEditing();
  const drop = useDrop(section ? { section, before: field.key } : 'rest');
  const name = fieldLabel(field);
  return (
    <li
      className="k-layout-line"
      data-part={field.key}
      draggable
      onDragStart={(event) => {
        event.stopPropagation();
        event.dataTransfer.setData('text/plain', name);
        editing.drag({ field: field.key });
      }}
      onDragEnd={() => editing.drag(null)}
      {...(section ? drop : {})}
    >
      <IconGripVertical {...icon} className="k-grip" aria-hidden="true" />
      <span className="k-grow">{name}</span>
      {section ? <FieldSteps field={field} /> : null}
      <Menu
        end
        trigger={<IconButton small label={i18n.t('Move {name}', { name })} icon={<IconDots {...icon} />} />}
        entries={useMoves({ field, ...(section ? { section } : {}) })}
      />
    </li>
  );
}

function useMoves({ field, section }: LineProps): MenuEntry[] {
  const editing = useEditing();
  const { object, layout, change } = editing;
  const hidden = layout.hidden.includes(field.key);
  const to = (place: Place) => () => {
    change(moveField(layout, field.key, place));
    focusPart(field.key, '[aria-haspopup]');
  };
  return [
    { heading: i18n.t('Move to') },
    ...placesOf(editing)
      .filter((one) => one.section.key !== section)
      .map((one) => ({ label: one.words, run: to({ section: one.section.key }) })),
    'line',
    ...(section || hidden ? [{ label: i18n.t('Take out of the section'), run: to('rest') }] : []),
    ...(hidden
      ? []
      : [{ label: i18n.t('Do not show on the page'), disabled: field.key === object.title, run: to('hidden') }]),
  ];
}

function FieldSteps({ field }: { field: Field }) {
  const { object, layout, change } = useEditing();
  const shown = (key: string): boolean => showable(object, key) !== undefined;
  return (
    <Steps
      name={fieldLabel(field)}
      part={field.key}
      onStep={(by) => change(stepField(layout, { field: field.key, by, shown }))}
    />
  );
}

// The line is drawn anew where it is now, and the focus goes along.
function focusPart(part: string, button: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-part="${part}"] ${button}`)?.focus());
}

type StepsProps = { name: string; part: string; onStep: (by: -1 | 1) => void };

/** Two buttons that move something up and down; the focus goes along. */
export function Steps({ name, part, onStep }: StepsProps) {
  const button = (by: -1 | 1, label: string, picture: ReactNode) => (
    <IconButton
      small
      label={label}
      icon={picture}
      data-step={by}
      onClick={() => {
        onStep(by);
        focusPart(part, `[data-step="${String(by)}"]`);
      }}
    />
  );
  return (
    <>
      {button(-1, i18n.t('Move {name} up', { name }), <IconArrowUp {...icon} />)}
      {button(1, i18n.t('Move {name} down', { name }), <IconArrowDown {...icon} />)}
    </>
  );
}
