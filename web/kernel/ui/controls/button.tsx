import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { Tip } from './tip.tsx';
import './controls.css';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  busy?: boolean;
  small?: boolean;
  keys?: string;
  ref?: Ref<HTMLButtonElement>;
};

/** A button whose text is a verb; `primary` once a page. */
export function Button({ look = 'plain', icon, busy, small, keys, className, children, ...rest }: ButtonProps) {
  const names = ['k-button', `k-button-${look}`, small ? 'k-button-small' : '', className ?? '']
    .filter(Boolean)
    .join(' ');
  const button = (
    <button type="button" {...still(rest, busy)} className={names} aria-busy={busy || undefined}>
      {icon}
      {children}
    </button>
  );
  return keys ? <Tip keys={keys}>{button}</Tip> : button;
}

type IconButtonProps = Omit<ButtonProps, 'look'> & { label: string; active?: boolean };

/** A square button that shows only an icon; its name is read aloud and shown on hover, with its shortcut. */
export function IconButton({ label, icon, keys, active, small, className, ...rest }: IconButtonProps) {
  const names = ['k-icon-button', small ? 'k-icon-button-small' : '', className ?? ''].filter(Boolean).join(' ');
  return (
    <Tip label={label} {...(keys ? { keys } : {})}>
      <button type="button" {...still(rest)} className={names} aria-label={label} data-active={active || undefined}>
        {icon}
      </button>
    </Tip>
  );
}

type Given = ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> };

/** A button that does nothing now says so and keeps the focus: browsers take it from one that is `disabled`, and
 * whoever works by keys would begin anew at the top of the page. */
function still({ disabled, ...rest }: Given, busy = false): Given {
  if (!disabled && !busy) return rest;
  return { ...rest, 'aria-disabled': true, onClick: doNothing };
}

// Also no form is sent.
const doNothing = (event: MouseEvent): void => event.preventDefault();
