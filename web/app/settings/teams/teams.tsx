import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { changeTeam, keys, listTeams, removeTeam, type Team } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, EmptyState, IconButton, Menu, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { TeamForm } from './team-form.tsx';
import { mayMove, movedTo, teamLines, type TeamLine } from './team-tree.ts';
import './teams.css';

/** The teams as a tree; a line is moved by dragging it onto another, by its menu, or by Alt and the arrows. */
export default function Teams() {
  const all = useQuery({ queryKey: keys.settings('teams'), queryFn: listTeams });
  const { problem, run } = useTask();
  const [open, setOpen] = useState<Team | 'new' | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const teams = all.data ?? [];
  const lines = teamLines(teams);
  const move = (id: string, parent: string | null | undefined): void => {
    const team = teams.find((one) => one.id === id);
    if (!team || parent === undefined || team.parent === parent || !mayMove(teams, id, parent)) return;
    void run(() => changeTeam(id, { parent }), i18n.t('{name} was moved.', { name: team.name }));
  };
  return (
    <div className="k-stack k-form">
      <p className="k-muted">
        {i18n.t('Whoever is in a team reaches what belongs to it and to the teams below it, where their role says so.')}
      </p>
      <ProblemNote problem={problem ?? all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      {all.data?.length === 0 ? (
        <EmptyState
          title={i18n.t('No teams yet')}
          text={i18n.t('A team is a group of members, part of another one or not.')}
        />
      ) : null}
      <ul className="k-lines-list" onDragOver={(event) => dragged && event.preventDefault()}>
        {lines.map((line) => (
          <TeamRow
            key={line.id}
            line={line}
            lines={lines}
            dragged={dragged}
            onDrag={setDragged}
            onMove={move}
            onOpen={() => setOpen(line)}
            onRemove={() =>
              void run(() => removeTeam(line.id), i18n.t('The team “{name}” is removed.', { name: line.name }))
            }
          />
        ))}
        {dragged ? (
          <li className="k-team-top" onDragOver={(event) => event.preventDefault()} onDrop={() => move(dragged, null)}>
            {i18n.t('Drop here to make it part of no team')}
          </li>
        ) : null}
      </ul>
      <Button
        className="k-self-start"
        look="primary"
        icon={<IconPlus size={16} stroke={1.75} />}
        onClick={() => setOpen('new')}
      >
        {i18n.t('New team')}
      </Button>
      {open ? <TeamForm team={open === 'new' ? null : open} teams={teams} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

type RowProps = {
  line: TeamLine;
  lines: TeamLine[];
  dragged: string | null;
  onDrag: (id: string | null) => void;
  onMove: (id: string, parent: string | null | undefined) => void;
  onOpen: () => void;
  onRemove: () => void;
};

function TeamRow({ line, lines, dragged, onDrag, onMove, onOpen, onRemove }: RowProps) {
  const [over, setOver] = useState(false);
  const fits = dragged !== null && mayMove(lines, dragged, line.id);
  const drop = (event: DragEvent): void => {
    event.stopPropagation();
    setOver(false);
    if (dragged && fits) onMove(dragged, line.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return;
    event.preventDefault();
    onMove(line.id, movedTo(lines, line.id, event.key === 'ArrowRight' ? 'in' : 'out'));
  };
  const names = line.members.map((member) => member.name);
  const style = { '--depth': line.depth } as Record<string, number>;
  return (
    <li
      className="k-setting-line k-team"
      style={style}
      draggable
      data-over={(over && fits) || undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', line.name);
        onDrag(line.id);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (fits) event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button type="button" className="k-setting-name k-grow" onClick={onOpen} onKeyDown={onKeyDown}>
        <strong>{line.name}</strong>
        <span className="k-muted">
          {names.length === 0 ? i18n.t('nobody in it') : format.list(names, 'conjunction')}
        </span>
      </button>
      <TeamMenu {...{ line, lines, onMove, onOpen, onRemove }} />
    </li>
  );
}

function TeamMenu({ line, lines, onMove, onOpen, onRemove }: Omit<RowProps, 'dragged' | 'onDrag'>) {
  return (
    <Menu
      end
      trigger={
        <IconButton label={i18n.t('Change {name}', { name: line.name })} icon={<IconDots size={16} stroke={1.75} />} />
      }
      entries={[
        { label: i18n.t('Name, place and members'), run: onOpen },
        {
          label: i18n.t('Move into the team above'),
          keys: 'alt+arrowright',
          disabled: movedTo(lines, line.id, 'in') === undefined,
          run: () => onMove(line.id, movedTo(lines, line.id, 'in')),
        },
        {
          label: i18n.t('Move out'),
          keys: 'alt+arrowleft',
          disabled: movedTo(lines, line.id, 'out') === undefined,
          run: () => onMove(line.id, movedTo(lines, line.id, 'out')),
        },
        'line',
        {
          label: i18n.t('Remove the team'),
          danger: true,
          disabled: lines.some((one) => one.parent === line.id),
          run: onRemove,
        },
      ]}
    />
  );
}
