import { useSyncExternalStore } from 'react';
import type { Undone } from '#web/kernel/api';

/** An undo that needs a look first: a merge that comes apart, or later edits. */
export type UndoQuestion = { changeSet: string; way: 'undo' | 'redo'; told: Undone };

let question: UndoQuestion | null = null;
const listeners = new Set<() => void>();

/** Opens the window in which a person decides about an undo, or closes it. */
export function askUndo(asked: UndoQuestion | null): void {
  question = asked;
  for (const listener of listeners) listener();
}

export const useUndoQuestion = (): UndoQuestion | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
