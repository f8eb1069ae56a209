import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeView, keys, listTeams, queries, removeView, type Team, type View } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { IconButton, Menu, toast, type MenuEntry } from '#web/kernel/ui';
import { wireFilter } from '../filter/wire-filter.ts';
import { layoutToKeep, type useArrangement } from './layout.ts';
import type { ListShape } from './list-state.ts';

type ViewMenuProps = {
  shape: ListShape;
  view: View;
  arrangement: ReturnType<typeof useArrangement>;
  onChange: (change: Record<string, unknown>) => void;
};

const CLEAR = { filter: null, sort: null, columns: null, kind: null, group: null, open: null };

/** What can be done with a saved view: keep its changes, choose who sees it, remove it. */
export default function ViewMenu({ shape, view, arrangement, onChange }: ViewMenuProps) {
  const [opened, setOpened] = useState(false);
  const teams = useOwnTeams(opened);
  const send = async (work: Promise<unknown>, text: string): Promise<void> => {
    await work.then(() => toast({ text })).catch((problem: Error) => toast({ tone: 'problem', text: problem.message }));
    await queries.invalidateQueries({ queryKey: ['views'] });
  };
  const keep = {
    kind: shape.kind,
    filter: wireFilter(shape.filter),
    sort: shape.sort,
    columns: shape.columns,
    group_by: shape.group,
    layout: layoutToKeep(arrangement.layout),
  };
  const seenBy = (label: string, audience: { shared: boolean; team_id: string | null }): MenuEntry => ({
    label,
    checked: view.shared === audience.shared && (view.team_id ?? null) === audience.team_id,
    run: () => void send(changeView(view.id, audience), i18n.t('View saved.')),
  });
  return (
    <Menu
      end
      opened={opened}
      onChange={setOpened}
      trigger={
        <IconButton
          small
          label={i18n.t('View “{name}”', { name: view.name })}
          icon={<IconDots size={16} stroke={1.75} />}
        />
      }
      entries={[
        {
          label: i18n.t('Save changes to this view'),
          disabled: !shape.changed,
          run: () =>
            void send(changeView(view.id, keep), i18n.t('View saved.')).then(() => {
              arrangement.forget();
              onChange(CLEAR);
            }),
        },
        'line',
        seenBy(i18n.t('Only I see it'), { shared: false, team_id: null }),
        ...teams.map((team) =>
          seenBy(i18n.t('Team {name} sees it', { name: team.name }), { shared: false, team_id: team.id }),
        ),
        seenBy(i18n.t('Everyone sees it'), { shared: true, team_id: null }),
        'line',
        {
          label: i18n.t('Remove this view'),
          danger: true,
          run: () =>
            void send(removeView(view.id), i18n.t('View removed.')).then(() => onChange({ view: null, ...CLEAR })),
        },
      ]}
    />
  );
}

/** The teams to which one may give a view: one's own with all above them, for administrators every one. */
function useOwnTeams(wanted: boolean): Team[] {
  const me = useMe();
  const all = useQuery({ queryKey: keys.settings('teams'), queryFn: listTeams, enabled: wanted }).data ?? [];
  if (me.can.administer) return all;
  const own = new Set<string>();
  const climb = (team: Team | undefined): void => {
    if (!team || own.has(team.id)) return;
    own.add(team.id);
    climb(all.find((one) => one.id === team.parent));
  };
  for (const team of all) if (team.members.some((member) => member.id === me.member.id)) climb(team);
  return all.filter((team) => own.has(team.id));
}
