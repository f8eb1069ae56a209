import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';

/** A small hint over a control: its name and its shortcut. */
export function Tip(props: { label?: string; keys?: string; children: ReactElement }) {
  return (
    <Tooltip
      openDelay={350}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: 'k-tip' }}
      label={
        <span className="k-row">
          {props.label}
          {props.keys ? <Kbd keys={props.keys} /> : null}
        </span>
      }
    >
      {props.children}
    </Tooltip>
  );
}
