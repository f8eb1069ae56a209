import { useSyncExternalStore } from 'react';

export type Overlay = 'commands' | 'shortcuts' | null;

let open: Overlay = null;
const listeners = new Set<() => void>();

let ahead = '';
let release: (() => void) | null = null;

/** What was typed between the shortcut and the moment the box could take it; ends the catching. */
export function takeTypedAhead(): string {
  release?.();
  const text = ahead;
  ahead = '';
  return text;
}

/** A window takes a moment to appear; letters typed meanwhile are meant for it and must not act as shortcuts. */
function catchTyping(): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') return openPalette(null);
    if (event.key.length !== 1) return;
    event.preventDefault();
    event.stopPropagation();
    ahead += event.key;
  };
  addEventListener('keydown', onKey, { capture: true });
  release = () => {
    removeEventListener('keydown', onKey, { capture: true });
    release = null;
  };
}

/** Opens the palette or the list of shortcuts, or closes both. */
export function openPalette(which: Overlay): void {
  if (which === 'commands' && open !== 'commands') catchTyping();
  if (which !== 'commands') takeTypedAhead();
  open = which;
  for (const listener of listeners) listener();
}

export const usePalette = (): Overlay =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
