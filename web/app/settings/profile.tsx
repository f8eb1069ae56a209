import { useState } from 'react';
import { changeMe } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, ProblemNote, SelectField, SwitchField, TextField } from '#web/kernel/ui';
import { timeZones } from '../sign-in/places.ts';
import { useTask } from './use-task.ts';

/** One's own name, language, theme and time zone. */
export default function Profile() {
  const { member, workspace } = useMe();
  const { problem, busy, run } = useTask();
  const [name, setName] = useState(member.name);
  const [compact, setCompact] = useState(localStorage.getItem('kith-density') === 'compact');
  const save = (values: Parameters<typeof changeMe>[0]): void => void run(() => changeMe(values), i18n.t('Saved.'));
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={problem} />
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          save({ name });
        }}
      >
        <TextField label={i18n.t('Name')} value={name} onChange={setName} required autoComplete="name" />
        <TextField label={i18n.t('E-mail')} value={member.email} onChange={() => undefined} readOnly />
        <Button type="submit" busy={busy} disabled={name === member.name} className="k-self-start">
          {i18n.t('Save')}
        </Button>
      </form>
      <SelectField
        label={i18n.t('Language')}
        choices={[
          { value: 'en', label: 'English' },
          { value: 'el', label: 'Ελληνικά' },
        ]}
        value={member.language}
        onChange={(language) => save({ language: language === 'el' ? 'el' : 'en' })}
      />
      <SelectField
        label={i18n.t('Theme')}
        choices={[
          { value: 'auto', label: i18n.t('As the device') },
          { value: 'light', label: i18n.t('Light') },
          { value: 'dark', label: i18n.t('Dark') },
        ]}
        value={member.theme}
        onChange={(theme) => save({ theme: theme === 'light' || theme === 'dark' ? theme : 'auto' })}
      />
      <SelectField
        label={i18n.t('Time zone')}
        help={i18n.t('Every time you see is in this zone.')}
        choices={timeZones()}
        value={member.time_zone ?? workspace.time_zone}
        onChange={(time_zone) => save({ time_zone })}
      />
      <SwitchField
        label={i18n.t('Compact lists')}
        help={i18n.t('More rows on the screen; kept in this browser.')}
        checked={compact}
        onChange={(on) => {
          setCompact(on);
          localStorage.setItem('kith-density', on ? 'compact' : 'normal');
        }}
      />
    </div>
  );
}
