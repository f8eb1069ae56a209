import { useState } from 'react';
import type { Filter, LayoutSection, Texts } from '#web/kernel/api';
import { currentLanguage, i18n } from '#web/kernel/i18n';
import { CheckField, FormDialog, TextField } from '#web/kernel/ui';
import { ShowIf } from '../fields/show-if.tsx';
import { useEditing } from './editing.ts';

type Columns = Pick<LayoutSection, 'columns' | 'collapsed'>;
export type PartPatch = Pick<LayoutSection, 'name' | 'show_if'> & Partial<Columns>;

type WindowProps = {
  title: string;
  /** What it is called and when it is shown; none where it is new. */
  part?: Pick<LayoutSection, 'name' | 'show_if'>;
  /** How a part of a tab shows its fields; tabs themselves have none of it. */
  columns?: Columns;
  onSave: (patch: PartPatch) => void;
  onClose: () => void;
};

const empty: Texts = { en: '', el: '' };

/** What a tab or a part of one is called, and when it is shown. */
export function PartWindow({ title, part, columns, onSave, onClose }: WindowProps) {
  const { object } = useEditing();
  const [name, setName] = useState(part?.name ?? empty);
  const [shown, setShown] = useState(part?.show_if ?? null);
  const [more, setMore] = useState(columns);
  const both = { en: name.en.trim() || name.el.trim(), el: name.el.trim() || name.en.trim() };
  const words = { en: i18n.t('Name in English'), el: i18n.t('Name in Greek') };
  const languages = currentLanguage() === 'el' ? (['el', 'en'] as const) : (['en', 'el'] as const);
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      problem={null}
      busy={false}
      disabled={!both.en}
      submit={i18n.t('Done')}
      onSubmit={async () => {
        onSave({ name: both, show_if: shown, ...more });
        onClose();
      }}
    >
      <div className="k-two">
        {languages.map((language, at) => (
          <TextField
            key={language}
            autoFocus={at === 0}
            label={words[language]}
            value={name[language]}
            maxLength={80}
            onChange={(text) => setName({ ...name, [language]: text })}
          />
        ))}
      </div>
      {more ? (
        <>
          <CheckField
            label={i18n.t('Two columns where there is room')}
            checked={more.columns === 2}
            onChange={(two) => setMore({ ...more, columns: two ? 2 : 1 })}
          />
          <CheckField
            label={i18n.t('Closed until somebody opens it')}
            checked={more.collapsed}
            onChange={(collapsed) => setMore({ ...more, collapsed })}
          />
        </>
      ) : null}
      <ShowIf
        object={object}
        condition={shown as Filter | null}
        onChange={(condition) => setShown(condition as LayoutSection['show_if'])}
      />
    </FormDialog>
  );
}
