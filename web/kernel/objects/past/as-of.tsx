import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, IconButton, Panel, SkeletonLines } from '#web/kernel/ui';
import type { ListShape } from '../list/list-state.ts';
import './past.css';

const DayForm = lazy(() => import('./day-form.tsx'));
const CompareDialog = lazy(() => import('./compare-dialog.tsx'));

type AsOfProps = { day: string | null; onPick: (day: string | null) => void };

/** Asks for a day and shows the list as it was at its end. */
export function AsOf({ day, onPick }: AsOfProps) {
  const [open, setOpen] = useState(false);
  return (
    <Panel
      label={i18n.t('As of …')}
      open={open}
      onChange={setOpen}
      trigger={
        <IconButton
          small
          label={i18n.t('As of …')}
          active={day !== null}
          icon={<IconHistory size={16} stroke={1.75} />}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <Suspense fallback={<SkeletonLines count={3} />}>
        <DayForm
          day={day}
          onPick={(picked) => {
            setOpen(false);
            onPick(picked);
          }}
        />
      </Suspense>
    </Panel>
  );
}

type NoteProps = { object: ObjectType; shape: ListShape; day: string; onNow: () => void };

/** Says plainly that this is not today, with the ways out of it. */
export function PastNote({ object, shape, day, onNow }: NoteProps) {
  const [comparing, setComparing] = useState(false);
  return (
    <div className="k-past" role="status">
      <p className="k-grow">
        <strong>{i18n.t('As it was on {day}.', { day: format.calendarDay(day) })}</strong>{' '}
        {i18n.t('Nothing can be changed here; names of related records are those of today.')}
      </p>
      <Button small onClick={() => setComparing(true)}>
        {i18n.t('Compare with now')}
      </Button>
      <Button small look="primary" onClick={onNow}>
        {i18n.t('Back to now')}
      </Button>
      <Suspense>
        {comparing ? (
          <CompareDialog object={object} shape={shape} day={day} onClose={() => setComparing(false)} />
        ) : null}
      </Suspense>
    </div>
  );
}
