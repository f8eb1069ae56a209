import { useState } from 'react';
import { changeTeam, type Member, type Team } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, CheckField, Dialog, ProblemNote } from '#web/kernel/ui';
import { teamLines } from '../teams/team-tree.ts';
import { useTask } from '../use-task.ts';

/** In which teams a member is. */
export function MemberTeams({ member, teams, onClose }: { member: Member; teams: Team[]; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const isIn = (team: Team): boolean => team.members.some((one) => one.id === member.id);
  const [chosen, setChosen] = useState(() => new Set(teams.filter(isIn).map((team) => team.id)));
  const turn = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const changed = teams.filter((team) => isIn(team) !== chosen.has(team.id));
  const save = async (): Promise<void> => {
    const write = async (): Promise<true> => {
      for (const team of changed) {
        const others = team.members.map((one) => one.id).filter((id) => id !== member.id);
        await changeTeam(team.id, { members: chosen.has(team.id) ? [...others, member.id] : others });
      }
      return true;
    };
    if (await run(write, i18n.t('Teams of {name} saved.', { name: member.name }))) onClose();
  };
  return (
    <Dialog
      title={i18n.t('Teams of {name}', { name: member.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" busy={busy} disabled={changed.length === 0} onClick={() => void save()}>
            {i18n.t('Save')}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        {teams.length === 0 ? (
          <p className="k-muted">{i18n.t('There are no teams yet; make them under Teams.')}</p>
        ) : null}
        {teamLines(teams).map((team) => (
          <CheckField
            key={team.id}
            label={team.name}
            checked={chosen.has(team.id)}
            onChange={(on) => turn(team.id, on)}
          />
        ))}
        <ProblemNote problem={problem} />
      </div>
    </Dialog>
  );
}
