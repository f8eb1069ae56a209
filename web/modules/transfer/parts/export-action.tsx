import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { IconButton } from '#web/kernel/ui';

const ExportDialog = lazy(() => import('./export-dialog.tsx'));

/** Export of the list as it is filtered right now. */
export function ExportAction({ object }: { object: ObjectType }) {
  const [open, setOpen] = useState(false);
  if (!useMe().can.rights.actions.export) return null;
  return (
    <>
      <IconButton
        label={i18n.t('Export')}
        icon={<IconDownload size={16} stroke={1.75} />}
        onClick={() => setOpen(true)}
      />
      <Suspense>{open ? <ExportDialog object={object} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
