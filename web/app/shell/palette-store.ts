import { useSyncExternalStore } from 'react';

export type Overlay = 'commands' | 'shortcuts' | null;

let open: Overlay = null;
const listeners = new Set<() => void>();

/** Opens the palette or the list of shortcuts, or closes both. */
export function openPalette(which: Overlay): void {
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
