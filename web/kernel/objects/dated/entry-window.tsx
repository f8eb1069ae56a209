import { type Field, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import FieldsDialog from '../forms/fields-dialog.tsx';
import { fieldLabel, findField, objectLabel } from '../model/model.ts';
import { useObject } from '../model/use-model.ts';
import type { DatedEntry } from './entry.ts';
import { addEntry, writeEntry } from './save-entry.ts';

type Props = { link: ObjectType; field: Field; near: string; entry: DatedEntry | null; onClose: () => void };

/** Asks for one entry of a dated relation: the other record, what it is to this one, and the days. */
export default function EntryWindow({ link, field, near, entry, onClose }: Props) {
  const target = useObject(field.to ?? '');
  const { far = '' } = field.entries ?? {};
  const keys = [far, 'label', 'started_on', 'ended_on'];
  const asked = { ...link, fields: keys.flatMap((key) => inWordsOf({ link, field, target, key }) ?? []) };
  const nothing = { label: null, started_on: null, ended_on: null };
  const send = (values: Record<string, unknown>): Promise<unknown> =>
    entry
      ? writeEntry(link, { field, id: entry.id, values: { ...nothing, ...values } })
      : addEntry(link, { field, values: { ...values, [field.entries?.near ?? '']: near } });
  const { record, label, from, until } = entry ?? {};
  return (
    <FieldsDialog
      title={entry ? i18n.t('Edit {name}', { name: fieldLabel(field) }) : fieldLabel(field)}
      object={asked}
      fields={keys}
      required={[far]}
      values={entry ? { [far]: record, label, started_on: from, ended_on: until } : {}}
      submit={entry ? i18n.t('Save') : i18n.t('Add')}
      onClose={onClose}
      onSubmit={send}
    />
  );
}

type Word = { link: ObjectType; field: Field; target: ObjectType | null; key: string };

/** A field of the entry as this side calls it. */
function inWordsOf({ link, field, target, key }: Word): Field | null {
  const one = findField(link, key);
  if (!one) return null;
  if (key === 'label') return { ...one, options: field.options };
  if (key !== field.entries?.far || !target) return one;
  const what = objectLabel(target);
  return { ...one, label: { en: what, el: what } };
}
