import { useState } from 'react';
import { addMember, issueFor } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FormDialog, SelectField, TextField } from '#web/kernel/ui';
import { useRoleChoices } from '../roles/role-names.ts';
import { NameField } from '../name-field.tsx';
import { useTask } from '../use-task.ts';
import { firstPassword } from './first-password.ts';

/** Takes somebody in, with a first password that is told in person. */
export function AddMember({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('member');
  const choices = useRoleChoices();
  const [password, setPassword] = useState(firstPassword);
  const invite = async (): Promise<void> => {
    const member = await run(() => addMember({ name, email, role, password }), i18n.t('{name} added.', { name }));
    if (member) onClose();
  };
  return (
    <FormDialog
      title={i18n.t('Add a member')}
      onClose={onClose}
      {...{ problem, busy }}
      submit={i18n.t('Add member')}
      onSubmit={invite}
    >
      <NameField value={name} onChange={setName} problem={problem} />
      <TextField
        label={i18n.t('E-mail')}
        type="email"
        required
        value={email}
        onChange={setEmail}
        error={issueFor(problem, 'email')}
      />
      <SelectField
        label={i18n.t('Role')}
        choices={choices}
        value={role}
        onChange={(value) => setRole(value ?? 'member')}
      />
      <TextField
        label={i18n.t('First password')}
        help={i18n.t('Tell it to them in person; they change it under Security.')}
        required
        minLength={12}
        autoComplete="off"
        value={password}
        onChange={setPassword}
        error={issueFor(problem, 'password')}
      />
    </FormDialog>
  );
}
