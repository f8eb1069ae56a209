import { Menu as MantineMenu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export type MenuEntry =
  | {
      label: string;
      icon?: ReactNode;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      checked?: boolean;
      href?: string;
      run?: () => void;
    }
  | { heading: string }
  | 'line';

/** A list of actions under one button; arrows, letters, Enter and Escape work. */
export function Menu(props: {
  trigger: ReactElement;
  entries: MenuEntry[];
  end?: boolean;
  opened?: boolean;
  onChange?: (open: boolean) => void;
}) {
  return (
    <MantineMenu
      position={props.end ? 'bottom-end' : 'bottom-start'}
      classNames={{ dropdown: 'k-drop', item: 'k-option', label: 'k-menu-label', divider: 'k-menu-line' }}
      shadow="md"
      // It has a place for the focus that is no entry, which a menu may not have; the first entry takes it.
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 120 }}
      {...(props.opened === undefined ? {} : { opened: props.opened })}
      {...(props.onChange ? { onChange: props.onChange } : {})}
    >
      <MantineMenu.Target>{props.trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {props.entries.map((entry, index) => {
          if (entry === 'line') return <MantineMenu.Divider key={`line-${String(index)}`} />;
          if ('heading' in entry) return <MantineMenu.Label key={entry.heading}>{entry.heading}</MantineMenu.Label>;
          return <MenuItem key={`${String(index)} ${entry.label}`} entry={entry} />;
        })}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

function MenuItem({ entry }: { entry: Exclude<MenuEntry, 'line' | { heading: string }> }) {
  const shared = {
    leftSection: entry.icon,
    rightSection: entry.keys ? <Kbd keys={entry.keys} /> : entry.checked ? <span aria-hidden="true">✓</span> : null,
    disabled: entry.disabled ?? false,
    'data-danger': entry.danger || undefined,
    ...(entry.run ? { onClick: entry.run } : {}),
  };
  if (entry.href)
    return (
      <MantineMenu.Item {...shared} component="a" href={entry.href}>
        {entry.label}
      </MantineMenu.Item>
    );
  return (
    <MantineMenu.Item {...shared} {...(entry.checked === undefined ? {} : { 'aria-current': entry.checked })}>
      {entry.label}
    </MantineMenu.Item>
  );
}
