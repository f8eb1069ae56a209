import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useReturnFocus } from './return-focus.ts';

/** What a window shows. */
export type DialogProps = {
  title: ReactNode;
  open?: boolean;
  onClose: () => void;
  wide?: boolean;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  children: ReactNode;
};

/** What a panel from one side shows. */
export type SidePanelProps = { label: string; open: boolean; onClose: () => void; children: ReactNode };

// No page begins with a window: what windows are made of comes with the first one.
const DialogWindow = lazy(async () => ({ default: (await import('./dialog-window.tsx')).DialogWindow }));
const SideWindow = lazy(async () => ({ default: (await import('./dialog-window.tsx')).SideWindow }));

/** A window over the page; Escape and a click beside it close it, focus comes back where it was. */
export function Dialog({ open = true, ...props }: DialogProps) {
  useReturnFocus(open);
  return useEver(open) ? (
    <Suspense>
      <DialogWindow {...props} open={open} />
    </Suspense>
  ) : null;
}

/** A panel that slides in from one side: the menu on phones. */
export function SidePanel(props: SidePanelProps) {
  useReturnFocus(props.open);
  return useEver(props.open) ? (
    <Suspense>
      <SideWindow {...props} />
    </Suspense>
  ) : null;
}

/** Whether it was open once: from then on it is there, so that it can also go away by degrees. */
function useEver(open: boolean): boolean {
  const [ever, setEver] = useState(open);
  if (open && !ever) setEver(true);
  return ever || open;
}
