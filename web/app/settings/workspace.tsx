import { useState } from 'react';
import { changeWorkspace } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, ProblemNote, SelectField, TextField } from '#web/kernel/ui';
import { currencies, regions, timeZones } from '../sign-in/places.ts';
import { useTask } from './use-task.ts';

/** What is true for the whole firm. */
export default function WorkspaceSettings() {
  const { workspace } = useMe();
  const { problem, busy, run } = useTask();
  const [values, setValues] = useState(workspace);
  const set = (key: 'name' | 'region' | 'currency' | 'time_zone') => (value: string | null) =>
    setValues({ ...values, [key]: value ?? '' });
  return (
    <form
      className="k-stack k-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { name, region, currency, time_zone } = values;
        void run(() => changeWorkspace({ name, region, currency, time_zone }), i18n.t('Saved.'));
      }}
    >
      <ProblemNote problem={problem} />
      <TextField label={i18n.t('Name of the firm')} required value={values.name} onChange={set('name')} />
      <SelectField
        label={i18n.t('Country')}
        help={i18n.t('How phone numbers without a country code are read.')}
        choices={regions()}
        value={values.region}
        onChange={set('region')}
      />
      <SelectField
        label={i18n.t('Currency')}
        help={
          values.currency === workspace.currency
            ? undefined
            : i18n.t(
                'Exchange rates are for one {currency}: with another currency they are let go, and so is what money ' +
                  'was worth by them.',
                { currency: workspace.currency },
              )
        }
        choices={currencies()}
        value={values.currency}
        onChange={set('currency')}
      />
      <SelectField
        label={i18n.t('Time zone')}
        choices={timeZones()}
        value={values.time_zone}
        onChange={set('time_zone')}
      />
      <Button look="primary" type="submit" busy={busy} className="k-self-start">
        {i18n.t('Save')}
      </Button>
    </form>
  );
}
