import { IconLink, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { getRecord, type Field, type ObjectType, type RecordRef, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton } from '#web/kernel/ui';
import { RelationEditor } from '../fields/edit-relation.tsx';
import { related } from '../fields/values.ts';
import { objectLabel, recordName } from '../model/model.ts';
import { saveFields } from '../model/save.ts';

const icon = { size: 14, stroke: 1.75 };

/** Points a record that is there already at the one whose page this is: a relation kept from its other side. */
export function PutOn({ other, field, to }: { other: ObjectType; field: Field; to: RecordRef }) {
  const [open, setOpen] = useState(false);
  const put = async (picked: RecordRef | null): Promise<void> => {
    setOpen(false);
    if (!picked) return;
    const record = await getRecord(other.api, picked.id);
    const there = related(record[field.key]);
    if (there.some((one) => one.id === to.id)) return;
    await saveFields(other, record, { [field.key]: field.many ? [...there, to] : to });
  };
  if (!open)
    return (
      <Button small look="quiet" icon={<IconLink {...icon} />} onClick={() => setOpen(true)}>
        {i18n.t('Link one that is there')}
      </Button>
    );
  const what = objectLabel(other);
  const asked = { ...field, to: other.api, many: false, required: false, label: { en: what, el: what } };
  return (
    <RelationEditor field={asked} value={null} autoFocus onChange={(value) => void put(related(value)[0] ?? null)} />
  );
}

/** Takes the record whose page this is off another that points at it. */
export function TakeOff(props: { other: ObjectType; row: RecordRow; field: Field; from: RecordRef }) {
  const { other, row, field, from } = props;
  const take = (): void => {
    const rest = related(row[field.key]).filter((one) => one.id !== from.id);
    void saveFields(other, row, { [field.key]: field.many ? rest : null });
  };
  return (
    <IconButton
      small
      label={i18n.t('Take {name} off', { name: recordName(other, row) })}
      icon={<IconX {...icon} />}
      onClick={take}
    />
  );
}
