import { Popover } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, type ReactElement, type ReactNode } from 'react';

type PanelProps = {
  trigger: ReactElement;
  open: boolean;
  onChange: (open: boolean) => void;
  label: string;
  wide?: boolean;
  children: ReactNode;
};

/** A floating card beside its trigger, for small forms. */
export function Panel(props: PanelProps) {
  const card = useRef<HTMLDivElement>(null);
  usePressOutside(card, props);
  return (
    <Popover
      opened={props.open}
      onChange={props.onChange}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
      closeOnClickOutside={false}
      classNames={{ dropdown: props.wide ? 'k-panel k-panel-wide' : 'k-panel' }}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>{props.trigger}</Popover.Target>
      <Popover.Dropdown ref={card} aria-label={props.label} aria-labelledby="">
        {props.children}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Closes the card when somebody presses elsewhere; the lists that open from its own fields are not elsewhere. */
function usePressOutside(card: { current: HTMLDivElement | null }, { open, onChange }: PanelProps): void {
  const onPress = useEffectEvent((event: Event) => {
    const target = event.target instanceof Element ? event.target : null;
    const own = card.current;
    if (!target?.isConnected || !own || own.contains(target)) return;
    if (target.closest('.k-drop, [role="listbox"]') || target.closest(`[aria-controls="${own.id}"]`)) return;
    onChange(false);
  });
  useEffect(() => {
    if (!open) return;
    const events = ['mousedown', 'touchstart'];
    for (const name of events) document.addEventListener(name, onPress);
    return () => {
      for (const name of events) document.removeEventListener(name, onPress);
    };
  }, [open]);
}
