import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Address, LabelledDate } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, DateField, IconButton, TextField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';

/** A postal address in its parts. */
export function AddressEditor({ field, value, onChange, autoFocus }: EditorProps) {
  const given = (value as Address | null) ?? {};
  const part = (key: keyof Address, label: string, focus = false) => (
    <TextField
      label={label}
      value={given[key] ?? ''}
      autoFocus={focus}
      autoComplete="off"
      onChange={(text) => onChange({ ...given, [key]: text || null })}
    />
  );
  return (
    <fieldset className="k-parts">
      <legend className="k-label">{fieldLabel(field)}</legend>
      <div className="k-part-wide">{part('street', i18n.t('Street'), autoFocus)}</div>
      {part('postal_code', i18n.t('Postal code'))}
      {part('city', i18n.t('City'))}
      {part('state', i18n.t('District'))}
      {part('country', i18n.t('Country'))}
    </fieldset>
  );
}

/** Days that matter, each with its name. */
export function LabelledDatesEditor({ field, value, onChange }: EditorProps) {
  const [lines, setLines] = useState<LabelledDate[]>((value as LabelledDate[] | null) ?? []);
  const change = (next: LabelledDate[]): void => {
    setLines(next);
    onChange(next.filter((one) => one.date));
  };
  const set = (at: number, more: Partial<LabelledDate>): void =>
    change(lines.map((one, index) => (index === at ? { ...one, ...more } : one)));
  return (
    <fieldset className="k-lines-editor">
      <legend className="k-label">{fieldLabel(field)}</legend>
      {lines.map((line, at) => (
        <span className="k-row k-date-line" key={at}>
          <TextField label={i18n.t('What')} value={line.label} onChange={(label) => set(at, { label })} />
          <DateField
            partial
            hideHelp
            label={i18n.t('Day')}
            value={line.date || null}
            onChange={(date) => set(at, { date: date ?? '' })}
          />
          <IconButton
            small
            label={i18n.t('Remove')}
            icon={<IconX size={14} stroke={1.75} />}
            onClick={() => change(lines.filter((_, index) => index !== at))}
          />
        </span>
      ))}
      <Button
        small
        look="quiet"
        icon={<IconPlus size={14} stroke={1.75} />}
        onClick={() => setLines([...lines, { label: '', date: '' }])}
      >
        {i18n.t('Add a date')}
      </Button>
    </fieldset>
  );
}
