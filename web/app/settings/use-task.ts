import { useState } from 'react';
import { Problem, queries } from '#web/kernel/api';
import { toast } from '#web/kernel/ui';

/**
 * Runs one write of a settings page: busy while it lasts, its refusal kept, its success told; answers drop
 * afterwards.
 */
export function useTask() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async <T>(work: () => Promise<T>, done?: string): Promise<T | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await work();
      if (done) toast({ text: done });
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
