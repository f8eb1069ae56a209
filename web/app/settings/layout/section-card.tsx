import { IconDots, IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import type { LayoutSection } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { fieldLabel } from '#web/kernel/objects';
import { Chip, IconButton, Menu, SelectField } from '#web/kernel/ui';
import { showable, useEditing } from './editing.ts';
import { FieldLine, Steps, useDrop } from './field-line.tsx';
import { changeSection, moveField, moveSection, removeSection, restOf, stepSection } from './layout-draft.ts';
import { PartWindow } from './part-window.tsx';

const icon = { size: 16, stroke: 1.75 };

/** One part of a tab with its fields, in their order. */
export function SectionCard({ section }: { section: LayoutSection }) {
  const { object, layout, change, drag } = useEditing();
  const name = inLanguage(section.name);
  const fields = section.fields.flatMap((key) => showable(object, key) ?? []);
  const drop = useDrop({ section: section.key });
  return (
    <li
      className="k-layout-section"
      data-part={section.key}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', name);
        drag({ section: section.key });
      }}
      onDragEnd={() => drag(null)}
      {...drop}
    >
      <div className="k-row">
        <IconGripVertical {...icon} className="k-grip" aria-hidden="true" />
        <h3 className="k-grow">{name}</h3>
        {section.show_if ? <Chip tone="teal">{i18n.t('Conditional')}</Chip> : null}
        <Steps name={name} part={section.key} onStep={(by) => change(stepSection(layout, section.key, by))} />
        <SectionMenu section={section} />
      </div>
      <ul>
        {fields.map((field) => (
          <FieldLine key={field.key} field={field} section={section.key} />
        ))}
      </ul>
      <SelectField
        hideLabel
        label={i18n.t('Add a field to {name}', { name })}
        placeholder={i18n.t('Add a field')}
        value={null}
        choices={restOf(object, layout).map((field) => ({ value: field.key, label: fieldLabel(field) }))}
        onChange={(key) => (key ? change(moveField(layout, key, { section: section.key })) : undefined)}
      />
    </li>
  );
}

function SectionMenu({ section }: { section: LayoutSection }) {
  const { layout, change, tab } = useEditing();
  const [open, setOpen] = useState(false);
  const name = inLanguage(section.name);
  const alone = layout.tabs.find(({ key }) => key === tab)?.sections.length === 1;
  return (
    <>
      <Menu
        end
        trigger={<IconButton small label={i18n.t('Change {name}', { name })} icon={<IconDots {...icon} />} />}
        entries={[
          { label: i18n.t('Name and condition'), run: () => setOpen(true) },
          ...layout.tabs
            .filter(({ key }) => key !== tab)
            .map((one) => ({
              label: i18n.t('Move to the tab {name}', { name: inLanguage(one.name) }),
              disabled: alone,
              run: () => change(moveSection(layout, section.key, { tab: one.key })),
            })),
          'line',
          {
            label: i18n.t('Remove the section'),
            danger: true,
            disabled: alone,
            run: () => change(removeSection(layout, section.key)),
          },
        ]}
      />
      {open ? (
        <PartWindow
          title={i18n.t('Section “{name}”', { name })}
          part={section}
          columns={section}
          onClose={() => setOpen(false)}
          onSave={(patch) => change(changeSection(layout, section.key, patch))}
        />
      ) : null}
    </>
  );
}
