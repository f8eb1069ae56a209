import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Labelled } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Field, IconButton } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';
import { labelled } from './values.ts';

const INPUT = { emails: ['email', 'email'], phones: ['tel', 'tel'], urls: ['url', 'url'] } as const;

const labels = (type: string): { value: string; label: string }[] => {
  const shared = [
    { value: '', label: '—' },
    { value: 'work', label: i18n.t('Work') },
    { value: 'home', label: i18n.t('Home') },
    { value: 'other', label: i18n.t('Other') },
  ];
  return type === 'phones' ? [...shared, { value: 'mobile', label: i18n.t('Mobile') }] : shared;
};

/** E-mails, phones or net addresses: one a line, the first is the main one. */
export function ContactsEditor({ field, value, onChange, error, autoFocus }: EditorProps) {
  const [lines, setLines] = useState<Labelled[]>(() => {
    const given = labelled(value);
    return given.length > 0 ? given : [{ value: '', label: '' }];
  });
  const change = (next: Labelled[]): void => {
    setLines(next);
    const kept = next
      .filter((one) => one.value.trim() !== '')
      .map((one, index) => ({ ...one, value: one.value.trim(), primary: index === 0 }));
    onChange(kept);
  };
  const [type, mode] = INPUT[field.type as keyof typeof INPUT];
  return (
    <Field label={fieldLabel(field)} error={error} required={field.required}>
      {(control) => (
        <div className="k-lines-editor">
          {lines.map((line, at) => (
            <span className="k-row" key={at}>
              <input
                {...(at === 0 ? control : { 'aria-label': fieldLabel(field) })}
                className="k-input"
                type={type === 'url' ? 'text' : type}
                inputMode={mode}
                autoComplete="off"
                autoFocus={autoFocus && at === lines.length - 1}
                value={line.value}
                onChange={(event) =>
                  change(lines.map((one, index) => (index === at ? { ...one, value: event.target.value } : one)))
                }
              />
              <LabelSelect
                type={field.type}
                value={line.label ?? ''}
                onChange={(label) => change(lines.map((one, index) => (index === at ? { ...one, label } : one)))}
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
            disabled={lines.at(-1)?.value === ''}
            icon={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setLines([...lines, { value: '', label: '' }])}
          >
            {i18n.t('Add another')}
          </Button>
        </div>
      )}
    </Field>
  );
}

function LabelSelect(props: { type: string; value: string; onChange: (label: string) => void }) {
  const known = labels(props.type);
  const all = known.some((one) => one.value === props.value)
    ? known
    : [...known, { value: props.value, label: props.value }];
  return (
    <select
      className="k-input k-short"
      aria-label={i18n.t('Label')}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {all.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}
