import { IconCalendarSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button, DateField, IconButton, Panel } from '#web/kernel/ui';

/** Asks for a day and starts the timeline there. */
export function JumpToDate(props: { from: string | null; onJump: (day: string) => void }) {
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState<string | null>(props.from);
  return (
    <Panel
      label={i18n.t('Jump to a date')}
      open={open}
      onChange={setOpen}
      trigger={
        <IconButton
          small
          label={i18n.t('Jump to a date')}
          active={props.from !== null}
          icon={<IconCalendarSearch size={16} stroke={1.75} />}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!day) return;
          setOpen(false);
          props.onJump(day);
        }}
      >
        <DateField autoFocus label={i18n.t('Show the timeline from this day back')} value={day} onChange={setDay} />
        <Button look="primary" type="submit" disabled={!day}>
          {i18n.t('Jump')}
        </Button>
      </form>
    </Panel>
  );
}
