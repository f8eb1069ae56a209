import { useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button, DateField } from '#web/kernel/ui';

/** Asks for the day at whose end a list is shown. */
export default function DayForm({ day, onPick }: { day: string | null; onPick: (day: string) => void }) {
  const [typed, setTyped] = useState(day);
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!typed) return;
        onPick(typed);
      }}
    >
      <DateField
        autoFocus
        past
        label={i18n.t('Show this list as it was at the end of this day')}
        value={typed}
        onChange={setTyped}
      />
      <Button look="primary" type="submit" disabled={!typed}>
        {i18n.t('Show')}
      </Button>
    </form>
  );
}
