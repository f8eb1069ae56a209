import { useState } from 'react';
import { Problem, queries } from '#web/kernel/api';
import { saved } from '#web/kernel/objects';
import { toast } from '#web/kernel/ui';

/**
 * Runs one write of a settings page: busy while it lasts, its refusal kept, its success told, with Undo where the
 * answer names a change set; answers drop afterwards.
 */
export function useTask() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async <T>(work: () => Promise<T>, done?: string): Promise<T | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await work();
      if (done) tell(done, answer);
      await queries.invalidateQueries();
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, run };
}

function tell(text: string, answer: unknown): void {
  const kept = (answer as { changeSet?: string | null } | null)?.changeSet;
  if (kept) saved(text, kept);
  else toast({ text });
}
