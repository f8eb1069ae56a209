import {
  IconAffiliate,
  IconBriefcase,
  IconBuilding,
  IconCalendarEvent,
  IconCash,
  IconCheckbox,
  IconCoin,
  IconFile,
  IconHistory,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconPuzzle,
  IconTag,
  IconTargetArrow,
  IconUser,
  IconUsers,
  IconMailbox,
  type Icon as TablerIcon,
} from '@tabler/icons-react';

const ICONS: Record<string, TablerIcon> = {
  user: IconUser,
  person: IconUser,
  users: IconUsers,
  building: IconBuilding,
  company: IconBuilding,
  briefcase: IconBriefcase,
  target: IconTargetArrow,
  deal: IconTargetArrow,
  cash: IconCash,
  checkbox: IconCheckbox,
  task: IconCheckbox,
  phone: IconPhone,
  call: IconPhone,
  mail: IconMail,
  letter: IconMailbox,
  note: IconNote,
  meeting: IconCalendarEvent,
  calendar: IconCalendarEvent,
  chat: IconMessage,
  message: IconMessage,
  change: IconHistory,
  file: IconFile,
  tag: IconTag,
  affiliate: IconAffiliate,
  coin: IconCoin,
  coins: IconCoin,
  currency: IconCoin,
};

/** The icon that the metadata names; an unknown name gets the piece of a puzzle. */
export function Icon(props: { name: string; size?: number }) {
  const Shape = ICONS[props.name] ?? ICONS[props.name.split('-')[0] ?? ''] ?? IconPuzzle;
  return <Shape size={props.size ?? 16} stroke={1.75} aria-hidden="true" />;
}
