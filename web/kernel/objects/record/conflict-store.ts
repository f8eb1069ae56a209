import { useSyncExternalStore } from 'react';
import type { Conflict, ObjectType, RecordRow } from '#web/kernel/api';

/** A save that met a newer value: what I wrote, what stands there now, what we both started from. */
export type ConflictQuestion = {
  object: ObjectType;
  row: RecordRow;
  values: Record<string, unknown>;
  conflicts: Conflict[];
};

let question: ConflictQuestion | null = null;
const listeners = new Set<() => void>();

/** Opens the dialog in which the person chooses between mine and theirs. */
export function askConflict(asked: ConflictQuestion | null): void {
  question = asked;
  for (const listener of listeners) listener();
}

export const useConflict = (): ConflictQuestion | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
