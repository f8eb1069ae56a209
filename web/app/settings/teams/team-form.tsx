import { useState } from 'react';
import { addTeam, changeTeam, type Answer, type Team } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMembers } from '#web/kernel/objects';
import { FormDialog, ManySelectField, SelectField } from '#web/kernel/ui';
import { NameField } from '../name-field.tsx';
import { useTask } from '../use-task.ts';
import { mayMove } from './team-tree.ts';

/** Makes a team, or changes its name, its members and what it is part of. */
export function TeamForm({ team, teams, onClose }: { team: Team | null; teams: Team[]; onClose: () => void }) {
  const everybody = useMembers();
  const { problem, busy, run } = useTask();
  const [name, setName] = useState(team?.name ?? '');
  const [parent, setParent] = useState(team?.parent ?? null);
  const [members, setMembers] = useState(team?.members.map((member) => member.id) ?? []);
  const save = async (): Promise<void> => {
    const values = { name, parent, members };
    const work = (): Promise<Answer<unknown>> => (team ? changeTeam(team.id, values) : addTeam(values));
    if (await run(work, team ? i18n.t('Team saved.') : i18n.t('The team “{name}” is there.', { name }))) onClose();
  };
  const above = teams.filter((one) => team === null || mayMove(teams, team.id, one.id));
  return (
    <FormDialog
      title={team ? i18n.t('Change the team “{name}”', { name: team.name }) : i18n.t('New team')}
      onClose={onClose}
      {...{ problem, busy }}
      disabled={!name.trim()}
      submit={i18n.t('Save')}
      onSubmit={save}
    >
      <NameField value={name} onChange={setName} problem={problem} />
      <SelectField
        label={i18n.t('Part of')}
        clearable
        placeholder={i18n.t('No other team')}
        choices={above.map((one) => ({ value: one.id, label: one.name }))}
        value={parent}
        onChange={setParent}
      />
      <ManySelectField
        label={i18n.t('Members')}
        choices={everybody.map((member) => ({ value: member.id, label: member.name }))}
        value={members}
        onChange={setMembers}
      />
    </FormDialog>
  );
}
