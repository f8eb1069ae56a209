import { useState } from 'react';
import type { UndoWishes } from '#web/kernel/api';
import { finishUndo } from './undo-changes.ts';
import type { UndoQuestion } from './undo-store.ts';

/** Finishes what the window asked about, keeping it open with the reason where it is refused. */
export function useFinish({ changeSet, way }: UndoQuestion) {
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const finish = async (wishes: UndoWishes): Promise<void> => {
    setBusy(true);
    try {
      await finishUndo(changeSet, way, wishes);
    } catch (thrown) {
      setProblem(thrown);
      setBusy(false);
    }
  };
  return { problem, busy, finish };
}
