import { IconUsers, IconX } from '@tabler/icons-react';
import type { Share } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, Chip, IconButton } from '#web/kernel/ui';

/** Members and teams with whom a record is shared; each share can be ended by who may share. */
export function ShareLines({ shares, onStop }: { shares: Share[]; onStop: ((share: Share) => void) | null }) {
  if (shares.length === 0)
    return <p className="k-muted">{i18n.t('It is shared with nobody: those see it whose role reads it.')}</p>;
  return (
    <ul className="k-lines-list" aria-label={i18n.t('Shared with')}>
      {shares.map((share) => {
        const name = share.holder.name ?? '';
        return (
          <li key={share.holder.id} className="k-access-line">
            {share.holder.kind === 'team' ? (
              <IconUsers size={20} stroke={1.75} aria-hidden="true" />
            ) : (
              <Avatar name={name} />
            )}
            <p className="k-row k-wrap k-grow">
              <strong>{name}</strong>
              <Chip tone={share.level === 'write' ? 'green' : 'grey'}>
                {share.level === 'write' ? i18n.t('reads and changes') : i18n.t('reads')}
              </Chip>
              {share.by ? <span className="k-muted">{i18n.t('shared by {name}', { name: share.by.name })}</span> : null}
            </p>
            {onStop ? (
              <IconButton
                small
                label={i18n.t('Stop sharing with {name}', { name })}
                icon={<IconX size={14} stroke={1.75} />}
                onClick={() => onStop(share)}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
