import { IconArrowsJoin, IconDownload, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { exportAddress, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, IconButton } from '#web/kernel/ui';
import { trashMany } from '../model/save.ts';

const BulkEdit = lazy(() => import('./bulk-edit.tsx'));
const MergeDialog = lazy(() => import('../merge/merge-dialog.tsx'));

/** What can be done with the chosen rows; it rises at the foot of the list. */
export function SelectionBar(props: { object: ObjectType; rows: RecordRow[]; onClear: () => void }) {
  const { object, rows } = props;
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null);
  const { actions } = useMe().can.rights;
  const ids = rows.map((row) => row.id);
  const close = (): void => setOpen(null);
  return (
    <div className="k-selection" role="toolbar" aria-label={i18n.t('Actions for the selection')}>
      <span className="k-num">
        {i18n.t('{count, plural, one {# chosen} other {# chosen}}', { count: rows.length })}
      </span>
      {object.can.update && actions.bulk ? (
        <Button small look="quiet" icon={<IconPencil size={14} stroke={1.75} />} onClick={() => setOpen('edit')}>
          {i18n.t('Change a field')}
        </Button>
      ) : null}
      {object.can.update && actions.merge && rows.length > 1 && rows.length <= 5 && object.has_timeline ? (
        <Button small look="quiet" icon={<IconArrowsJoin size={14} stroke={1.75} />} onClick={() => setOpen('merge')}>
          {i18n.t('Merge')}
        </Button>
      ) : null}
      {actions.export ? (
        <a
          className="k-button k-button-quiet k-button-small"
          href={exportAddress(object.api, { format: 'xlsx', filter: { field: 'id', in: ids } })}
        >
          <IconDownload size={14} stroke={1.75} aria-hidden="true" />
          {i18n.t('Export')}
        </a>
      ) : null}
      {object.can.delete && actions.bulk ? (
        <Button
          small
          look="quiet"
          icon={<IconTrash size={14} stroke={1.75} />}
          onClick={() => {
            props.onClear();
            void trashMany(object, ids);
          }}
        >
          {i18n.t('Move to trash')}
        </Button>
      ) : null}
      <IconButton
        small
        label={i18n.t('Clear the selection')}
        icon={<IconX size={14} stroke={1.75} />}
        onClick={props.onClear}
      />
      <Suspense>
        {open === 'edit' ? <BulkEdit object={object} ids={ids} onClose={close} /> : null}
        {open === 'merge' ? (
          <MergeDialog object={object} records={rows} onClose={close} onDone={props.onClear} />
        ) : null}
      </Suspense>
    </div>
  );
}
