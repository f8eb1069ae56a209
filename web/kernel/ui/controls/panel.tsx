import { Popover } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

/** A floating card beside its trigger, for small forms. */
export function Panel(props: {
  trigger: ReactElement;
  open: boolean;
  onChange: (open: boolean) => void;
  label: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Popover
      opened={props.open}
      onChange={props.onChange}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
      classNames={{ dropdown: props.wide ? 'k-panel k-panel-wide' : 'k-panel' }}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>{props.trigger}</Popover.Target>
      <Popover.Dropdown aria-label={props.label}>{props.children}</Popover.Dropdown>
    </Popover>
  );
}
