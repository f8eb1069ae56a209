import { IconDots } from '@tabler/icons-react';
import { changeMember, queries, viewAs, type Member } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { IconButton, Menu, toast } from '#web/kernel/ui';

/** What opens from the line of a member. */
export type MemberWindow = { of: 'teams' | 'why'; member: Member };

type MenuProps = { member: Member; onOpen: (window: MemberWindow) => void };

/** What an administrator does with a member: teams, what they see, whether they come in. */
export function MemberMenu({ member, onOpen }: MenuProps) {
  const me = useMe();
  const paths = usePaths();
  const { name } = member;
  const self = member.id === me.member.id;
  const off = member.active === false;
  const view = { label: i18n.t('View as {name}', { name }), run: () => viewAs(member, paths.home) };
  const leave = {
    label: i18n.t('Deactivate'),
    danger: true,
    run: () => void letIn(member, false, i18n.t('{name} no longer comes in. What they did stays.', { name })),
  };
  const back = {
    label: i18n.t('Activate again'),
    run: () => void letIn(member, true, i18n.t('{name} comes in again.', { name })),
  };
  return (
    <Menu
      end
      trigger={<IconButton label={i18n.t('More for {name}', { name })} icon={<IconDots size={16} stroke={1.75} />} />}
      entries={[
        { label: i18n.t('Teams'), run: () => onOpen({ of: 'teams', member }) },
        { label: i18n.t('Why can they see a record?'), run: () => onOpen({ of: 'why', member }) },
        ...(self || member.service || off ? [] : [view]),
        // Owners leave by giving the role to somebody else first.
        ...(self || member.role === 'owner' ? [] : ['line' as const, off ? back : leave]),
      ]}
    />
  );
}

async function letIn({ id }: Member, active: boolean, told: string): Promise<void> {
  try {
    await changeMember(id, { active });
    toast({ text: told });
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries();
}
