import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addMember, changeMember, issueFor, keys, listMembers } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Avatar, Button, Dialog, ProblemNote, SelectField, SkeletonLines, TextField } from '#web/kernel/ui';
import { roleName, roles } from './roles.ts';
import { firstPassword } from './first-password.ts';
import { Invitations } from './members/invitations.tsx';
import { useTask } from './use-task.ts';

/** Who works here and with which role. */
export default function Members() {
  const me = useMe();
  const members = useQuery({ queryKey: keys.settings('members'), queryFn: listMembers });
  const { problem, run } = useTask();
  const [adding, setAdding] = useState(false);
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={problem ?? members.error} />
      {members.isPending ? <SkeletonLines /> : null}
      <ul className="k-lines-list">
        {(members.data ?? []).map((member) => (
          <li key={member.id} className="k-setting-line">
            <Avatar name={member.name} size="medium" />
            <div className="k-grow">
              <p>
                <strong>{member.name}</strong>
              </p>
              <p className="k-muted k-cut">{member.email}</p>
            </div>
            {me.can.administer && member.role !== 'owner' ? (
              <SelectField
                hideLabel
                label={i18n.t('Role of {name}', { name: member.name })}
                choices={roles().filter((role) => role.value !== 'owner')}
                value={member.role}
                onChange={(role) =>
                  void run(() => changeMember(member.id, { role: role ?? member.role }), i18n.t('Role changed.'))
                }
              />
            ) : (
              <span className="k-muted">{roleName(member.role)}</span>
            )}
          </li>
        ))}
      </ul>
      {me.can.administer ? (
        <Button className="k-self-start" onClick={() => setAdding(true)}>
          {i18n.t('Add a member with a password')}
        </Button>
      ) : null}
      <dl className="k-role-list">
        {roles().map((role) => (
          <div key={role.value}>
            <dt>{role.label}</dt>
            <dd className="k-muted">{role.about}</dd>
          </div>
        ))}
      </dl>
      {me.can.administer ? <Invitations /> : null}
      {adding ? <AddMember onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function AddMember({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('member');
  const [password, setPassword] = useState(firstPassword);
  const invite = async (): Promise<void> => {
    const member = await run(() => addMember({ name, email, role, password }), i18n.t('{name} added.', { name }));
    if (member) onClose();
  };
  return (
    <Dialog title={i18n.t('Add a member')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <TextField
          label={i18n.t('Name')}
          autoFocus
          required
          value={name}
          onChange={setName}
          error={issueFor(problem, 'name')}
        />
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
          choices={roles().filter((one) => one.value !== 'owner')}
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
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {i18n.t('Add member')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
