import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Rights } from '#shared/rights';
import { copyRole, keys, listMembers, removeRole, type Member, type RoleRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useObjects } from '#web/kernel/objects';
import { Button, Chip, FormDialog, IconButton, Menu, ProblemNote, SelectField, SkeletonLines } from '#web/kernel/ui';
import { NameField } from '../name-field.tsx';
import { useTask } from '../use-task.ts';
import { RoleEditor } from './role-editor.tsx';
import { useRoles } from './role-names.ts';
import { roleInWords, ruledObjects } from './rights-words.ts';
import './roles.css';

/** What may be done here, by role: those of Kith in plain words, and those of the workspace's own. */
export default function Roles() {
  const roles = useRoles();
  const members = useQuery({ queryKey: keys.settings('members'), queryFn: listMembers }).data ?? [];
  const { problem, run } = useTask();
  const [editing, setEditing] = useState<string | null>(null);
  const [copying, setCopying] = useState<string | null>(null);
  // Whoever comes from the page of an object finds its line open.
  const { object = null } = useSearch({ strict: false }) as { object?: string };
  const edited = roles.find((role) => role.key === editing);
  if (edited?.rights) {
    const role = { ...edited, rights: edited.rights };
    return <RoleEditor key={edited.key} role={role} open={object} onClose={() => setEditing(null)} />;
  }
  return (
    <div className="k-stack">
      <p className="k-row k-wrap">
        <span className="k-grow k-muted">
          {i18n.t('Everybody has one role. Copy the one that comes nearest, then change the copy.')}
        </span>
        <Button look="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setCopying('member')}>
          {i18n.t('New role')}
        </Button>
      </p>
      <ProblemNote problem={problem} />
      {roles.length === 0 ? <SkeletonLines count={6} /> : null}
      <ul className="k-lines-list">
        {roles.map((role) => (
          <RoleLine
            key={role.key}
            role={role}
            members={members.filter((member) => member.role === role.key)}
            onEdit={() => setEditing(role.key)}
            onCopy={() => setCopying(role.key)}
            onRemove={() =>
              void run(() => removeRole(role.key), i18n.t('The role “{name}” is removed.', { name: role.name }))
            }
          />
        ))}
      </ul>
      {copying ? (
        <NewRole
          roles={roles}
          from={copying}
          onClose={() => setCopying(null)}
          onMade={(key) => {
            setCopying(null);
            setEditing(key);
          }}
        />
      ) : null}
    </div>
  );
}

type LineProps = {
  role: RoleRow;
  members: Member[];
  onEdit: () => void;
  onCopy: () => void;
  onRemove: () => void;
};

function RoleLine({ role, members, onEdit, onCopy, onRemove }: LineProps) {
  const objects = ruledObjects(useObjects());
  const words = role.built_in ? role.help : roleInWords(role.rights as Rights, objects);
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p className="k-row k-wrap">
          <strong>{role.name}</strong>
          {role.built_in ? <Chip>{i18n.t('Part of Kith')}</Chip> : null}
          <span className="k-muted">
            {members.length === 0
              ? i18n.t('nobody has it')
              : i18n.t('{count, plural, one {# member} other {# members}}', { count: members.length })}
          </span>
        </p>
        {role.built_in || !role.help ? null : <p>{role.help}</p>}
        <p className="k-muted">{words}</p>
      </div>
      {role.built_in ? (
        role.rights?.administers ? null : (
          <Button small aria-label={i18n.t('Copy {name}', { name: role.name })} onClick={onCopy}>
            {i18n.t('Copy')}
          </Button>
        )
      ) : (
        <>
          {role.rights?.administers ? null : (
            <Button small aria-label={i18n.t('Change {name}', { name: role.name })} onClick={onEdit}>
              {i18n.t('Change')}
            </Button>
          )}
          <Menu
            end
            trigger={
              <IconButton
                label={i18n.t('More for {name}', { name: role.name })}
                icon={<IconDots size={16} stroke={1.75} />}
              />
            }
            entries={[
              { label: i18n.t('Copy'), run: onCopy },
              { label: i18n.t('Remove the role'), danger: true, disabled: members.length > 0, run: onRemove },
            ]}
          />
        </>
      )}
    </li>
  );
}

type NewProps = { roles: RoleRow[]; from: string; onClose: () => void; onMade: (key: string) => void };

function NewRole({ roles, from, onClose, onMade }: NewProps) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [model, setModel] = useState(from);
  const make = async (): Promise<void> => {
    const made = await run(() => copyRole(name, model), i18n.t('The role “{name}” is there.', { name }));
    if (made) onMade(made.data.key);
  };
  // A copy of a role that administers could not be made smaller: whoever gives rights away has all of them.
  const choices = roles
    .filter((role) => !role.rights?.administers)
    .map(({ key, name: label }) => ({ value: key, label }));
  return (
    <FormDialog
      title={i18n.t('New role')}
      onClose={onClose}
      {...{ problem, busy }}
      disabled={!name.trim()}
      submit={i18n.t('Make the role')}
      onSubmit={make}
    >
      <NameField value={name} onChange={setName} problem={problem} />
      <SelectField
        label={i18n.t('Begins as a copy of')}
        choices={choices}
        value={model}
        onChange={(value) => setModel(value ?? from)}
      />
    </FormDialog>
  );
}
