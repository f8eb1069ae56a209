import { IconLock, IconPencilOff } from '@tabler/icons-react';
import type { ObjectType, Sharing } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Chip } from '#web/kernel/ui';
import './sharing.css';

/** Says beside the name of a record that it is private, or that the reader may not change it. */
export function LockMark({ object, sharing }: { object: ObjectType; sharing: Sharing | null }) {
  if (!sharing) return null;
  const still = !object.can.update || !sharing.can.update;
  if (!sharing.private && !still) return null;
  return (
    <p className="k-row k-wrap k-locks">
      {sharing.private ? (
        <Chip tone="amber">
          <IconLock size={12} stroke={1.75} aria-hidden="true" /> {i18n.t('Private')}
        </Chip>
      ) : null}
      {still ? (
        <Chip>
          <IconPencilOff size={12} stroke={1.75} aria-hidden="true" /> {i18n.t('You can read this, not change it')}
        </Chip>
      ) : null}
    </p>
  );
}
