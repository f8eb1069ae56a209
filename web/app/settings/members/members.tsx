import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeMember, keys, listMembers, listTeams, type Member, type Team } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Avatar, Button, Chip, ProblemNote, SelectField, SkeletonLines } from '#web/kernel/ui';
import { useRoleChoices, useRoleName, useRoles } from '../roles/role-names.ts';
import { useTask } from '../use-task.ts';
import { AddMember } from './add-member.tsx';
import { AddService } from './add-service.tsx';
import { Invitations } from './invitations.tsx';
import { MemberMenu, type MemberWindow } from './member-menu.tsx';
import { MemberSees } from './member-sees.tsx';
import { MemberTeams } from './member-teams.tsx';

/** Who works here, with which role and in which teams. */
export default function Members() {
  const me = useMe();
  const members = useQuery({ queryKey: keys.settings('members'), queryFn: listMembers });
  const teams = useQuery({ queryKey: keys.settings('teams'), queryFn: listTeams }).data ?? [];
  const [adding, setAdding] = useState<'member' | 'service' | null>(null);
  const [open, setOpen] = useState<MemberWindow | null>(null);
  return (
    <div className="k-stack">
      <ProblemNote problem={members.error} />
      {members.isPending ? <SkeletonLines /> : null}
      <ul className="k-lines-list">
        {(members.data ?? []).map((member) => (
          <MemberLine
            key={member.id}
            member={member}
            teams={teams.filter((team) => team.members.some((one) => one.id === member.id))}
            onOpen={setOpen}
          />
        ))}
      </ul>
      {me.can.administer ? (
        <Invitations
          others={
            <>
              <Button onClick={() => setAdding('member')}>{i18n.t('Add a member with a password')}</Button>
              <Button onClick={() => setAdding('service')}>{i18n.t('Add a service account')}</Button>
            </>
          }
        />
      ) : null}
      <RoleList />
      {adding === 'member' ? <AddMember onClose={() => setAdding(null)} /> : null}
      {adding === 'service' ? <AddService onClose={() => setAdding(null)} /> : null}
      {open?.of === 'teams' ? <MemberTeams member={open.member} teams={teams} onClose={() => setOpen(null)} /> : null}
      {open?.of === 'why' ? <MemberSees member={open.member} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function RoleList() {
  return (
    <dl className="k-role-list">
      {useRoles().map((role) => (
        <div key={role.key}>
          <dt>{role.name}</dt>
          <dd className="k-muted">{role.help}</dd>
        </div>
      ))}
    </dl>
  );
}

type LineProps = { member: Member; teams: Team[]; onOpen: (window: MemberWindow) => void };

function MemberLine({ member, teams, onOpen }: LineProps) {
  const me = useMe();
  const roleName = useRoleName();
  return (
    <li className="k-setting-line k-member-line">
      <Avatar name={member.name} size="medium" />
      <div className="k-grow">
        <p className="k-row k-wrap">
          <strong>{member.name}</strong>
          {member.service ? <Chip tone="blue">{i18n.t('Service account')}</Chip> : null}
          {member.active === false ? <Chip tone="amber">{i18n.t('Deactivated')}</Chip> : null}
          {teams.map((team) => (
            <Chip key={team.id}>{team.name}</Chip>
          ))}
        </p>
        <p className="k-muted k-cut">
          {member.service
            ? i18n.t('{name} answers for it', { name: member.responsible?.name ?? i18n.t('Nobody') })
            : member.email}
        </p>
      </div>
      {me.can.administer && member.role !== 'owner' ? (
        <RoleChoice member={member} />
      ) : (
        <span className="k-muted">{roleName(member.role)}</span>
      )}
      {me.can.administer ? <MemberMenu member={member} onOpen={onOpen} /> : null}
    </li>
  );
}

function RoleChoice({ member }: { member: Member }) {
  const { problem, run } = useTask();
  return (
    <SelectField
      hideLabel
      label={i18n.t('Role of {name}', { name: member.name })}
      choices={useRoleChoices()}
      value={member.role}
      error={problem?.message}
      onChange={(role) =>
        void run(() => changeMember(member.id, { role: role ?? member.role }), i18n.t('Role changed.'))
      }
    />
  );
}
