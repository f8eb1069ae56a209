import type { TimelineEntry } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Chip, Icon } from '#web/kernel/ui';
import { undoChanges } from '../undo/undo-changes.ts';
import { removedFile } from './timeline-days.ts';

/** A file that was taken off the record: who did it, with the way back for whoever may change the record. */
export function RemovedFile({ entry, may }: { entry: TimelineEntry; may: boolean }) {
  const changeSet = entry.change_set_id;
  const file = removedFile(entry) ?? '';
  const name = entry.author?.name ?? i18n.t('Kith');
  return (
    <li className="k-entry" data-kind="change">
      <span className="k-entry-icon" title={i18n.t('Change')}>
        <Icon name="file" />
      </span>
      <div className="k-entry-body">
        <p className="k-entry-head">
          <span className="k-fold-text">{i18n.t('{name} removed {file}', { name, file })}</span>
          {entry.undone ? <Chip>{i18n.t('Taken back')}</Chip> : null}
          {may && changeSet && !entry.undone ? (
            <Button
              small
              look="quiet"
              aria-label={i18n.t('Undo: {what}', { what: i18n.t('File removed: {name}', { name: file }) })}
              onClick={() => void undoChanges(changeSet)}
            >
              {i18n.t('Undo')}
            </Button>
          ) : null}
          <span className="k-entry-meta">
            <time dateTime={entry.at}>{format.timeOfDay(entry.at)}</time>
          </span>
        </p>
      </div>
    </li>
  );
}
