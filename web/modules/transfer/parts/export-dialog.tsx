import { useState } from 'react';
import { exportAddress, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { filterWords, fromFilter, objectLabel, useListSearch, useObjects, wireFilter } from '#web/kernel/objects';
import { Button, Dialog, SelectField } from '#web/kernel/ui';

/** Chooses a format and downloads what the list shows, all pages of it. */
export default function ExportDialog({ object, onClose }: { object: ObjectType; onClose: () => void }) {
  const [search] = useListSearch();
  const objects = useObjects();
  const [format, setFormat] = useState('xlsx');
  const tree = fromFilter(search.filter);
  const what = tree && tree.conditions.length > 0 ? filterWords(object, tree, objects) : i18n.t('All records');
  const formats = [
    { value: 'xlsx', label: i18n.t('Excel (xlsx)') },
    { value: 'csv', label: i18n.t('Text with commas (csv)') },
    { value: 'ods', label: i18n.t('OpenDocument (ods)') },
    { value: 'jsonl', label: i18n.t('For programs (jsonl)') },
    ...(['people', 'companies'].includes(object.api)
      ? [{ value: 'vcf', label: i18n.t('Address book cards (vcf)') }]
      : []),
  ];
  return (
    <Dialog
      title={i18n.t('Export: {what}', { what: objectLabel(object, true) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <a
            className="k-button k-button-primary"
            href={exportAddress(object.api, {
              format,
              filter: wireFilter(search.filter),
              ...(search.sort ? { sort: search.sort } : {}),
            })}
            download
            onClick={onClose}
          >
            {i18n.t('Download')}
          </a>
        </>
      }
    >
      <div className="k-stack">
        <p className="k-muted">{what}</p>
        <SelectField
          label={i18n.t('Format')}
          choices={formats}
          value={format}
          onChange={(value) => setFormat(value ?? 'xlsx')}
        />
      </div>
    </Dialog>
  );
}
