import { useState } from 'react';
import type { PersonName } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, TextField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';

const asParts = (value: unknown): PersonName => {
  if (typeof value === 'string') return { first: value };
  const { full: _, ...parts } = (value as PersonName | null) ?? {};
  return parts;
};

/** A person's name in its parts; the rare ones on request. */
export function NameEditor({ field, value, onChange, error, autoFocus }: EditorProps) {
  const given = asParts(value);
  const [all, setAll] = useState(Boolean(given.prefix ?? given.middle ?? given.suffix ?? given.latin));
  const part = (key: Exclude<keyof PersonName, 'full'>, label: string, focus = false) => (
    <TextField
      label={label}
      value={given[key] ?? ''}
      autoFocus={focus}
      autoComplete="off"
      error={key === 'first' ? error : undefined}
      onChange={(text) => onChange({ ...given, [key]: text || null })}
    />
  );
  return (
    <fieldset className="k-parts">
      <legend className="k-hidden">{fieldLabel(field)}</legend>
      {part('first', i18n.t('First name'), autoFocus)}
      {part('last', i18n.t('Last name'))}
      {all ? (
        <>
          {part('middle', i18n.t('Middle name'))}
          {part('prefix', i18n.t('Title'))}
          {part('suffix', i18n.t('Suffix'))}
          {part('latin', i18n.t('In Latin letters'))}
        </>
      ) : (
        <Button small look="quiet" className="k-part-wide k-start" onClick={() => setAll(true)}>
          {i18n.t('Title, middle name, Latin form')}
        </Button>
      )}
    </fieldset>
  );
}
