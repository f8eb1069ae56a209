import { IconX } from '@tabler/icons-react';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, isFact } from '#web/kernel/objects';
import { IconButton, SelectField } from '#web/kernel/ui';
import { showable, useEditing } from './editing.ts';
import { Steps } from './field-line.tsx';
import { step } from './layout-draft.ts';

// As the server has it.
const most = 6;

/** The facts in the head of a page, in their order. */
export function Highlights() {
  const { object, layout, change } = useEditing();
  const set = (highlights: string[]): void => change({ ...layout, highlights });
  const fields = layout.highlights.flatMap((key) => showable(object, key) ?? []);
  const others = object.fields.filter(
    (field) => isFact(field) && field.key !== object.title && !layout.highlights.includes(field.key),
  );
  return (
    <section aria-label={i18n.t('Highlighted facts')} className="k-stack">
      <h2 className="k-group-name">{i18n.t('Highlighted facts')}</h2>
      {fields.length === 0 ? (
        <p className="k-muted">{i18n.t('Kith chooses three that tell most. Choose your own, up to six.')}</p>
      ) : null}
      <ul>
        {fields.map((field) => {
          const name = fieldLabel(field);
          const at = layout.highlights.indexOf(field.key);
          return (
            <li key={field.key} className="k-layout-line" data-part={`head-${field.key}`}>
              <span className="k-grow">{name}</span>
              <Steps name={name} part={`head-${field.key}`} onStep={(by) => set(step(layout.highlights, at, by))} />
              <IconButton
                small
                label={i18n.t('Remove {name}', { name })}
                icon={<IconX size={16} stroke={1.75} />}
                onClick={() => set(layout.highlights.filter((key) => key !== field.key))}
              />
            </li>
          );
        })}
      </ul>
      {layout.highlights.length < most ? (
        <SelectField
          hideLabel
          label={i18n.t('Highlight a fact')}
          placeholder={i18n.t('Highlight a fact')}
          value={null}
          choices={others.map((field) => ({ value: field.key, label: fieldLabel(field) }))}
          onChange={(key) => (key ? set([...layout.highlights, key]) : undefined)}
        />
      ) : null}
    </section>
  );
}
