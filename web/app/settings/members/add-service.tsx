import { useState } from 'react';
import { addServiceAccount } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FormDialog, SelectField } from '#web/kernel/ui';
import { useRoleChoices } from '../roles/role-names.ts';
import { NameField } from '../name-field.tsx';
import { useTask } from '../use-task.ts';

/** Adds a member without sign-in, for a program; whoever adds it answers for it. */
export function AddService({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [role, setRole] = useState('read_only');
  const add = async (): Promise<void> => {
    const made = await run(() => addServiceAccount({ name, role }), i18n.t('{name} added.', { name }));
    if (made) onClose();
  };
  return (
    <FormDialog
      title={i18n.t('Add a service account')}
      onClose={onClose}
      {...{ problem, busy }}
      submit={i18n.t('Add')}
      onSubmit={add}
    >
      <p className="k-muted">
        {i18n.t('For a program. Nobody signs in as it: it comes in by keys, which stay when people leave.')}
      </p>
      <NameField value={name} onChange={setName} problem={problem} />
      <SelectField
        label={i18n.t('Role')}
        choices={useRoleChoices()}
        value={role}
        onChange={(value) => setRole(value ?? 'read_only')}
      />
    </FormDialog>
  );
}
