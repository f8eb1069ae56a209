import { lazy, Suspense } from 'react';
import type { Field } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { isEmpty, loadFieldEditor } from '#web/kernel/objects';
import { CheckField, SkeletonLines } from '#web/kernel/ui';

const FieldEditor = lazy(loadFieldEditor);
const never = ['relation', 'files', 'image', 'autonumber'];

/** Whether new records can begin with a value of this field. */
export const mayBegin = (field: Field): boolean => field.custom && !field.read_only && !never.includes(field.type);

type FirstProps = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null | undefined;
};

/** What new records begin with: a value, or for members and moments whoever makes them, and when. */
export function FirstValue({ field, value, onChange, error }: FirstProps) {
  if (field.type === 'member' || field.type === 'datetime') {
    const [word, label] =
      field.type === 'member'
        ? ['actor', i18n.t('Begins with whoever makes the record')]
        : ['now', i18n.t('Begins with the moment when the record is made')];
    return <CheckField label={label} checked={value === word} onChange={(on) => onChange(on ? word : null)} />;
  }
  const asked = { ...field, required: false, label: { en: i18n.t('First value'), el: i18n.t('First value') } };
  return (
    <Suspense fallback={<SkeletonLines count={1} />}>
      <FieldEditor
        field={asked}
        value={value}
        error={error}
        onChange={(next) => onChange(isEmpty(next) ? null : next)}
      />
    </Suspense>
  );
}
